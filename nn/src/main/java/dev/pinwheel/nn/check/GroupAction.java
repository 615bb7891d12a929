package dev.pinwheel.nn.check;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.OptionalInt;

/**
 * How a group acts on the feature maps of a net that may be built for another one.
 *
 * <p>Elements that the net's own group shares act as they do there. On scalar fields any group
 * acts, by moving pixels; so the maps of a plain net are judged as the scalar fields they are.
 */
final class GroupAction {
  private final PointGroup group;

  GroupAction(PointGroup group) {
    this.group = group;
  }

  boolean actsOn(FeatureType type) {
    if (type.isTrivial()) {
      return true;
    }
    PointGroup wide = on(type);
    for (int g = 0; g < group.order(); g++) {
      if (type.group().indexOf(wide.matrix(g)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  FeatureMap apply(int g, FeatureMap x) {
    FeatureType type = x.type();
    PointGroup wide = on(type);
    OptionalInt own = type.group().indexOf(wide.matrix(g));
    if (own.isPresent()) {
      return x.transform(own.getAsInt());
    }
    FeatureMap scalar =
        FeatureMap.ofChannels(FeatureType.trivial(wide, type.fields()), x.channels());
    return FeatureMap.ofChannels(type, scalar.transform(g).channels());
  }

  /** The group on the space of a type, which may have axes that the group leaves alone. */
  private PointGroup on(FeatureType type) {
    return group.extendedTo(type.group().dimension());
  }
}
