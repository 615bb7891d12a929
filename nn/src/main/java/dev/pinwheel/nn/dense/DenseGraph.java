package dev.pinwheel.nn.dense;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function from one tensor to another, by plain operators.
 *
 * @param input what it is given
 * @param output what it gives
 * @param names which layer a value belongs to, as far as that is known
 */
public record DenseGraph(Value input, Value output, Map<Value, String> names) {
  /**
   * Copies the map.
   *
   * @param input what it is given
   * @param output what it gives
   * @param names which layer a value belongs to, as far as that is known
   */
  public DenseGraph {
    names = Collections.unmodifiableMap(new HashMap<>(names));
  }

  /**
   * Every value that the output depends on.
   *
   * @return each after those that it is computed from, the output last
   */
  public List<Value> values() {
    List<Value> ordered = new ArrayList<>();
    Set<Value> seen = new HashSet<>();
    Set<Value> open = new HashSet<>();
    Deque<Value> stack = new ArrayDeque<>(List.of(output));
    while (!stack.isEmpty()) {
      Value value = stack.peek();
      if (seen.contains(value)) {
        stack.pop();
      } else if (open.add(value)) {
        value.inputs().forEach(stack::push);
      } else {
        seen.add(value);
        ordered.add(stack.pop());
      }
    }
    return ordered;
  }
}
