"""Converts a TensorFlow or Keras model to an ONNX file that Network... runs.

    python tensorflow_to_onnx.py MODEL model.onnx

MODEL is a file .keras or .h5, or the folder of a SavedModel. It needs tensorflow and tf2onnx, and uses the converter of
the ONNX project. Axes of the image that are None in the model stay free; the others are fixed.
"""

import os
import subprocess
import sys


def main(model, path):
    if os.path.isdir(model):
        subprocess.run([sys.executable, "-m", "tf2onnx.convert", "--saved-model", model, "--output", path, "--opset",
                        "18"], check=True)
        return
    import tensorflow
    import tf2onnx
    network = tensorflow.keras.models.load_model(model, compile=False)
    signature = [tensorflow.TensorSpec(network.inputs[0].shape, network.inputs[0].dtype, name="image")]
    tf2onnx.convert.from_function(tensorflow.function(lambda image: network(image, training=False)), signature, opset=18,
                                  output_path=path)


if __name__ == "__main__":
    main(*sys.argv[1:3])
