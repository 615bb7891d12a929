package dev.pinwheel.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.pinwheel.nn.dense.DenseGraph;
import dev.pinwheel.nn.dense.Operator;
import dev.pinwheel.nn.dense.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A dense graph as an ONNX model. */
final class OnnxWriter {
  /** The version of ONNX's operators: that of ONNX 1.12, which every living runtime reads. */
  static final int OPSET = 17;

  /** The version of the file's form that belongs to it. */
  static final int IR_VERSION = 8;

  /** The graph's input. */
  static final String IMAGES = "images";

  private OnnxWriter() {}

  /**
   * Writes the file's bytes.
   *
   * @param graph what it computes
   * @param outputName what its output is called
   * @param metadata what is said beside
   * @return the bytes
   * @throws ExportException if they are more than such a file can hold
   */
  static byte[] write(DenseGraph graph, String outputName, Map<String, String> metadata) {
    try {
      return model(graph, outputName, metadata).toByteArray();
    } catch (IllegalArgumentException | NegativeArraySizeException | ArithmeticException e) {
      throw new ExportException(
          "the dense filters do not fit the 2 GiB of an ONNX file: " + e.getMessage(), e);
    }
  }

  private static ModelProto model(
      DenseGraph graph, String outputName, Map<String, String> metadata) {
    GraphProto.Builder proto = GraphProto.newBuilder().setName("pinwheel");
    OnnxNodes nodes = new OnnxNodes(proto);
    nodes.unique(IMAGES);
    nodes.unique(outputName);
    Map<Value, String> names = new HashMap<>(Map.of(graph.input(), IMAGES));
    for (Value value : graph.values()) {
      if (!(value.operator() instanceof Operator.Input)) {
        String scope = graph.names().getOrDefault(value, "preprocessing");
        List<String> inputs = value.inputs().stream().map(names::get).toList();
        names.put(value, new OnnxOperators(nodes, value, scope, inputs).add());
      }
    }
    nodes.rename(names.get(graph.output()), outputName);
    proto.addInput(described(IMAGES, graph.input()));
    proto.addOutput(described(outputName, graph.output()));
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("pinwheel")
            .setProducerVersion(Versions.pinwheel())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(proto);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private static ValueInfoProto described(String name, Value value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (long length : value.shape()) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(length));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
