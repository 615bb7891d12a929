package dev.pinwheel.nn;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import java.util.Arrays;
import java.util.List;

/** The groups that act on pixel grids. */
public final class PointGroups {
  private PointGroups() {}

  /** All ten subgroups of D4, conjugate ones too: they act on different axes. */
  public static List<PointGroup> ofTheSquare() {
    PointGroup d4 = PointGroup.dihedral(4);
    return Subgroup.all(d4).stream().map(s -> pointGroup(d4, s)).toList();
  }

  private static PointGroup pointGroup(PointGroup parent, Subgroup s) {
    Matrix[] elements = Arrays.stream(s.elements()).mapToObj(parent::matrix).toArray(Matrix[]::new);
    return PointGroup.generate(s.name(), elements);
  }
}
