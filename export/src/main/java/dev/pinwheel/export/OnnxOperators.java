package dev.pinwheel.export;

import static dev.pinwheel.export.OnnxNodes.attribute;
import static dev.pinwheel.export.OnnxNodes.attributes;
import static dev.pinwheel.export.OnnxNodes.fraction;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Operator;
import dev.pinwheel.nn.dense.Sliding;
import dev.pinwheel.nn.dense.Statistic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.io.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One plain operator by ONNX's operators of {@link OnnxWriter#OPSET}. Axes here are counted with
 * that of the images.
 */
final class OnnxOperators implements Operator.Visitor<String> {
  private final OnnxNodes nodes;
  private final Value value;
  private final String scope;
  private final List<String> inputs;

  /** For a value whose inputs have names already. */
  OnnxOperators(OnnxNodes nodes, Value value, String scope, List<String> inputs) {
    this.nodes = nodes;
    this.value = value;
    this.scope = scope;
    this.inputs = inputs;
  }

  /** Adds nodes and returns the name of the value. */
  String add() {
    return value.operator().accept(this);
  }

  private String node(String operator, List<String> operands, AttributeProto... with) {
    return nodes.node(scope, operator, operands, with);
  }

  private List<String> inputAnd(String... more) {
    List<String> all = new ArrayList<>(inputs);
    all.addAll(Arrays.asList(more));
    return all;
  }

  @Override
  public String input(Operator.Input operator) {
    throw new IllegalStateException("an input is no node");
  }

  @Override
  public String correlation(Operator.Correlation operator) {
    long[] filters = operator.filters().shape();
    List<AttributeProto> window = window(taps(filters), operator.sliding());
    window.add(attribute("group", operator.groups()));
    return node(
        "Conv",
        operands(operator.filters(), operator.shifts()),
        window.toArray(AttributeProto[]::new));
  }

  @Override
  public String transposedCorrelation(Operator.TransposedCorrelation operator) {
    long[] filters = operator.filters().shape();
    return node(
        "ConvTranspose",
        operands(operator.filters(), operator.shifts()),
        window(taps(filters), operator.sliding()).toArray(AttributeProto[]::new));
  }

  private List<String> operands(TensorData filters, Optional<TensorData> shifts) {
    List<String> all = inputAnd(nodes.floats(scope, "filters", filters));
    shifts.ifPresent(s -> all.add(nodes.floats(scope, "shifts", s)));
    return all;
  }

  private static long[] taps(long... filters) {
    return Arrays.copyOfRange(filters, 2, filters.length);
  }

  private static List<AttributeProto> window(long[] taps, Sliding sliding) {
    List<AttributeProto> window = new ArrayList<>();
    window.add(attributes("kernel_shape", taps));
    window.add(attributes("strides", repeated(sliding.stride(), taps.length)));
    window.add(attributes("pads", repeated(sliding.padding(), 2 * taps.length)));
    window.add(attributes("dilations", repeated(sliding.dilation(), taps.length)));
    return window;
  }

  private static long[] repeated(long number, int times) {
    long[] all = new long[times];
    Arrays.fill(all, number);
    return all;
  }

  @Override
  public String pool(Operator.Pool operator) {
    long[] taps = repeated(operator.taps(), value.size().length);
    List<AttributeProto> window = window(taps, operator.sliding());
    if (operator.statistic() == Statistic.MAXIMUM) {
      return node("MaxPool", inputs, window.toArray(AttributeProto[]::new));
    }
    // Means know no dilation in this opset.
    window.remove(window.size() - 1);
    window.add(attribute("count_include_pad", 1));
    return node("AveragePool", inputs, window.toArray(AttributeProto[]::new));
  }

  @Override
  public String affine(Operator.Affine operator) {
    long[] shape = repeated(1, value.shape().length);
    shape[0] = value.shape()[0];
    TensorData factor = TensorData.ofDoubles(shape, operator.factor().toDoubles());
    TensorData offset = TensorData.ofDoubles(shape, operator.offset().toDoubles());
    String scaled = node("Mul", inputAnd(nodes.floats(scope, "factor", factor)));
    boolean moves = Arrays.stream(offset.toDoubles()).anyMatch(o -> o != 0);
    return moves ? node("Add", List.of(scaled, nodes.floats(scope, "offset", offset))) : scaled;
  }

  @Override
  public String map(Operator.Map operator) {
    return switch (operator.function()) {
      case RELU -> node("Relu", inputs);
      case LEAKY_RELU -> node("LeakyRelu", inputs, fraction("alpha", 0.01));
      case ELU -> node("Elu", inputs, fraction("alpha", 1));
      case SIGMOID -> node("Sigmoid", inputs);
      case TANH -> node("Tanh", inputs);
      case SQUARE_ROOT -> node("Sqrt", inputs);
      case SILU -> node("Mul", inputAnd(node("Sigmoid", inputs)));
      case GELU -> gelu();
    };
  }

  /** {@code x/2 · (1 + erf(x/√2))}; ONNX has a GELU of its own from opset 20 on. */
  private String gelu() {
    String scaled = node("Mul", inputAnd(nodes.number(scope, "scale", Math.sqrt(0.5))));
    String erf = node("Erf", List.of(scaled));
    String sum = node("Add", List.of(erf, nodes.number(scope, "one", 1)));
    String half = node("Mul", inputAnd(nodes.number(scope, "half", 0.5)));
    return node("Mul", List.of(half, sum));
  }

  @Override
  public String combine(Operator.Combine operator) {
    return node(name(operator.arithmetic()), inputs);
  }

  @Override
  public String combineConstant(Operator.CombineConstant operator) {
    return node(
        name(operator.arithmetic()),
        inputAnd(nodes.floats(scope, "constant", operator.constant())));
  }

  private static String name(Arithmetic arithmetic) {
    return switch (arithmetic) {
      case ADD -> "Add";
      case SUBTRACT -> "Sub";
      case MULTIPLY -> "Mul";
      case DIVIDE -> "Div";
      case MAXIMUM -> "Max";
    };
  }

  @Override
  public String reduce(Operator.Reduce operator) {
    long[] axes = operator.axes().stream().mapToLong(axis -> axis + 1).toArray();
    return switch (operator.statistic()) {
      case MAXIMUM -> node("ReduceMax", inputs, attributes("axes", axes));
      case MEAN -> node("ReduceMean", inputs, attributes("axes", axes));
      case SUM -> node("ReduceSum", inputAnd(nodes.longs(scope, "axes", axes)));
    };
  }

  @Override
  public String reshape(Operator.Reshape operator) {
    long[] each = value.shape();
    long[] shape = new long[each.length + 1];
    shape[0] = -1;
    System.arraycopy(each, 0, shape, 1, each.length);
    return node("Reshape", inputAnd(nodes.longs(scope, "shape", shape)));
  }

  @Override
  public String gather(Operator.Gather operator) {
    String sources = nodes.longs(scope, "sources", operator.sources().toLongs());
    return node("Gather", inputAnd(sources), attribute("axis", operator.axis() + 1));
  }

  @Override
  public String slice(Operator.Slice operator) {
    return node(
        "Slice",
        inputAnd(
            nodes.longs(scope, "from", operator.from()),
            nodes.longs(scope, "to", operator.to()),
            nodes.longs(scope, "axis", operator.axis() + 1)));
  }

  @Override
  public String concatenate(Operator.Concatenate operator) {
    return node("Concat", inputs, attribute("axis", operator.axis() + 1));
  }
}
