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
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A dense graph as an ONNX model. */
final class OnnxWriter {
  /** The version of ONNX's operators: that of ONNX 1.12, which every living runtime reads. */
  static final int OPSET = 17;

  /** The version of the file's form that belongs to it. */
  static final int IR_VERSION = 8;

  /** The graph's input. */
  static final String IMAGES = "images";

  private static final long MOST_BYTES = 2_000_000_000;

  private OnnxWriter() {}

  /**
   * Writes a file.
   *
   * @param graph what it computes
   * @param outputName what its output is called
   * @param metadata what is said beside
   * @param file the file to make
   * @throws IOException if that fails
   * @throws ExportException if the numbers are more than such a file can hold
   */
  static void write(DenseGraph graph, String outputName, Map<String, String> metadata, Path file)
      throws IOException {
    ModelProto model = model(graph, outputName, metadata);
    // Messages count their bytes in an int, which overflows.
    long numbers =
        model.getGraph().getInitializerList().stream().mapToLong(t -> t.getRawData().size()).sum();
    if (numbers > MOST_BYTES) {
      throw new ExportException(
          String.format(
              Locale.ROOT,
              "the expanded filters take %,d bytes, and an ONNX file holds 2 GiB at most",
              numbers));
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      model.writeTo(out);
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
