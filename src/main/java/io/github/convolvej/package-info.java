/** ConvolveJ, the convolution toolbox for ImageJ and Fiji. */
package io.github.convolvej;
