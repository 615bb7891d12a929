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

  private static final String FINE_ROTATIONS =
      "Pinwheel; correlations over C_N and D_N as in Weiler & Cesa, General E(2)-Equivariant"
          + " Steerable CNNs, 2019";

  private static final Map<String, NamedNet> NETS = new LinkedHashMap<>();

  static {
    add(RotatedMnistNets.z2cnn());
    add(RotatedMnistNets.p4cnn());
    add(RotatedMnistNets.p4cnnRotationPooling());
    add(
        new NamedNet(
            "c8cnn",
            "8 rotations in p4cnn's size, exact over C4 of C8",
            FINE_ROTATIONS,
            FineRotationNets::c8cnn));
    add(
        new NamedNet(
            "c16cnn",
            "16 rotations in p4cnn's size, exact over C4 of C16",
            FINE_ROTATIONS,
            FineRotationNets::c16cnn));
    add(
        new NamedNet(
            "d8cnn",
            "8 rotations and 8 reflections in p4cnn's size, exact over D4 of D8",
            FINE_ROTATIONS,
            FineRotationNets::d8cnn));
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
    add(file.named());
  }

  private static void add(NamedNet net) {
    NETS.put(net.name(), net);
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
