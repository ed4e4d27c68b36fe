package net.imagej.legacy;

import org.scijava.service.AbstractService;

/** Makes a context look like that of ImageJ2: commands tell it by a service of this package. */
public class StandIn extends AbstractService {}
