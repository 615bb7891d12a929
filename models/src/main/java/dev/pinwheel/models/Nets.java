package dev.pinwheel.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The nets by name, published ones and some of Pinwheel's own. */
public final class Nets {
  private static final int[] RESNET_Z2 = {32, 64, 128};
  private static final int[] RESNET_P4M = {11, 23, 45};
  private static final int BLOCKS = 7;

  private static final Map<String, NamedNet> NETS = new LinkedHashMap<>();

  static {
    add(RotatedMnistNets.z2cnn());
    add(RotatedMnistNets.p4cnn());
    add(RotatedMnistNets.p4cnnRotationPooling());
    add(FineRotationNets.c8cnn());
    add(FineRotationNets.c16cnn());
    add(FineRotationNets.d8cnn());
    add(SeparableNets.small());
    add(SeparableNets.mid());
    add(SeparableNets.large());
    add(E2Nets.c16());
    add(E2Nets.d16c16());
    for (Variant variant : Variant.values()) {
      String end = "-" + variant.name().toLowerCase(Locale.ROOT);
      add(AllCnnNets.net("allcnn-z2" + end, "C1", 96, 192, variant));
      add(AllCnnNets.net("allcnn-p4" + end, "p4", 48, 96, variant));
      add(AllCnnNets.net("allcnn-p4m" + end, "p4m", 32, 64, variant));
      add(ResNets.net("resnet44-z2" + end, "C1", BLOCKS, RESNET_Z2, variant));
      add(ResNets.net("resnet44-p4m" + end, "p4m", BLOCKS, RESNET_P4M, variant));
    }
  }

  private Nets() {}

  private static void add(NetFile file) {
    NETS.put(file.name(), file.named());
  }

  /**
   * Every net.
   *
   * @return in the order of the tables they come from
   */
  public static List<NamedNet> all() {
    return List.copyOf(NETS.values());
  }

  /**
   * Looks a net up.
   *
   * @param name for example {@code p4cnn}
   * @return the net, if there is one of that name
   */
  public static Optional<NamedNet> find(String name) {
    return Optional.ofNullable(NETS.get(name));
  }

  /**
   * Looks a net up that must be there.
   *
   * @param name for example {@code p4cnn}
   * @return the net
   * @throws IllegalArgumentException if there is none of that name; the message lists those there
   *     are
   */
  public static NamedNet get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown net '" + name + "': known are " + String.join(", ", NETS.keySet())));
  }

  /**
   * The names, for messages.
   *
   * @return for example {@code z2cnn, p4cnn, …}
   */
  public static List<String> names() {
    return List.copyOf(NETS.keySet());
  }
}
