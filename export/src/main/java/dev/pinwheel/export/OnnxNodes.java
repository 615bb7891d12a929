package dev.pinwheel.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.pinwheel.nn.io.DType;
import dev.pinwheel.nn.io.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes and constants of an ONNX graph, in order and under names of their own. */
final class OnnxNodes {
  private final GraphProto.Builder graph;
  private final Map<String, Integer> taken = new HashMap<>();

  /** Adds to a graph. */
  OnnxNodes(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /** Returns the name, or with a number if it is taken. */
  String unique(String name) {
    int count = taken.merge(name, 1, Integer::sum);
    return count == 1 ? name : unique(name + "_" + count);
  }

  /** Adds an operator and returns the name of what it gives. */
  String node(String scope, String operator, List<String> inputs, AttributeProto... attributes) {
    String name = unique(scope + "/" + operator);
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllAttribute(Arrays.asList(attributes))
            .addOutput(name));
    return name;
  }

  /** Gives a value another name. */
  void rename(String value, String name) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(unique("output/Identity"))
            .setOpType("Identity")
            .addInput(value)
            .addOutput(name));
  }

  /** Adds a constant in single precision and returns its name. */
  String floats(String scope, String role, TensorData data) {
    ByteBuffer bytes = data.dtype() == DType.F32 ? data.data() : narrow(data.toDoubles());
    return constant(scope, role, TensorProto.DataType.FLOAT, data.shape(), bytes);
  }

  private static ByteBuffer narrow(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return bytes.rewind();
  }

  /** Adds a single number and returns its name. */
  String number(String scope, String role, double value) {
    return floats(scope, role, TensorData.ofDoubles(new long[0], value));
  }

  /** Adds a list of integers and returns its name. */
  String longs(String scope, String role, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(scope, role, TensorProto.DataType.INT64, new long[] {values.length}, bytes);
  }

  private String constant(
      String scope, String role, TensorProto.DataType type, long[] shape, ByteBuffer bytes) {
    String name = unique(scope + "/" + role);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            // Not copied: filters may take a good part of the memory there is.
            .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
    for (long length : shape) {
      tensor.addDims(length);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** An attribute that is a number. */
  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute that is a number with a fraction. */
  static AttributeProto fraction(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  /** An attribute that is a list of numbers. */
  static AttributeProto attributes(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }
}
