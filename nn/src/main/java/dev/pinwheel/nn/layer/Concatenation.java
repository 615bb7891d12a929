package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The fields of several branches side by side, each branch on the same input:
 *
 * <pre>  Φ(f) = Φ₁(f) ⊕ Φ₂(f) ⊕ …</pre>
 *
 * <p><b>Shape.</b> Branches give one kind of field, of m₁, m₂, … fields and of one size; the result
 * has m₁ + m₂ + … of that kind. Parameters and multiply-adds are the branches' sums. The group axis
 * is shared: channel = orientation · fields + field, so branches are joined orientation by
 * orientation and not block after block.
 *
 * <p><b>Equivariance.</b> As exact as the branches: L_g acts on a direct sum part by part, so Φ(L_g
 * f) = L_g Φ₁(f) ⊕ L_g Φ₂(f) = L_g Φ(f).
 *
 * <p>With the identity as one branch it is the skip connection of a U-Net (O. Ronneberger et al.,
 * <i>U-Net</i>, MICCAI 2015) or of a dense block. For kinds side by side see {@link PerPart}. In a
 * net: {@link dev.pinwheel.nn.NetBuilder#concatenation}.
 */
public final class Concatenation extends Layer {
  private final List<Layer> branches;

  /**
   * Puts branches side by side.
   *
   * @param branches at least one; same input, and outputs of one kind of field
   * @throws FeatureTypeException if the branches take different types or give different kinds
   */
  public Concatenation(List<? extends Layer> branches) {
    super(branches.get(0).input(), output(branches));
    this.branches = List.copyOf(branches);
  }

  private static FeatureType output(List<? extends Layer> branches) {
    FeatureType in = branches.get(0).input();
    FeatureType out = branches.get(0).output();
    int fields = 0;
    for (Layer branch : branches) {
      if (!branch.input().equals(in) || !branch.output().isSameKind(out)) {
        throw new FeatureTypeException(
            "concatenation joins '"
                + in
                + "' → '"
                + out
                + "' with '"
                + branch.input()
                + "' → '"
                + branch.output()
                + "'");
      }
      fields += branch.output().fields();
    }
    return out.withFields(fields);
  }

  @Override
  public String kind() {
    return "concatenation";
  }

  @Override
  public List<Layer> children() {
    return branches;
  }

  @Override
  public int[] outputSize(int... size) {
    int[] first = branches.get(0).outputSize(size);
    for (Layer branch : branches) {
      int[] other = branch.outputSize(size);
      if (!Arrays.equals(first, other)) {
        throw new IllegalArgumentException(
            "concatenation joins maps of sizes "
                + Sizes.format(first)
                + " and "
                + Sizes.format(other)
                + " for an input of size "
                + Sizes.format(size));
      }
    }
    return first;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor[] parts = new Tensor[branches.size()];
    int[] size = null;
    for (int i = 0; i < parts.length; i++) {
      FeatureMap y = branches.get(i).apply(x, pass);
      size = y.size();
      parts[i] = y.rows().view(-1, y.type().orientations(), y.type().fields());
    }
    Tensor joined = torch.cat(new TensorVector(parts), 2).view(-1, output().channels());
    return FeatureMap.ofRows(output(), joined, x.batch(), size);
  }

  @Override
  protected Value describe(Value x, Description to) {
    List<Value> parts =
        branches.stream()
            .map(branch -> Fields.split(to.apply(branch, x), branch.output().orientations()))
            .toList();
    return Fields.join(Value.concatenate(1, parts));
  }
}
