package dev.pinwheel.models;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.KernelFamilies;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.SizePolicy;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.layer.FilterInitialisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A net as a JSON text: what {@link NetBuilder} is told, layer by layer. The format, with every
 * layer's fields, is in {@code docs/net-files.md}.
 *
 * <pre>
 * {
 *   "name": "mine",
 *   "description": "two layers on p4",
 *   "images": {"channels": 1, "height": 28, "width": 28, "classes": 10},
 *   "group": "p4",
 *   "layers": [
 *     {"layer": "lifting", "fields": 8, "kernel": 5},
 *     {"layer": "batchNorm"},
 *     {"layer": "relu"},
 *     {"layer": "invariantHead", "fields": "classes"}
 *   ]
 * }
 * </pre>
 *
 * <p>Immutable. Two are equal if their texts are.
 */
public final class NetFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final String text;
  private final String origin;
  private final String name;
  private final String description;
  private final String source;
  private final ModelOptions images;

  private NetFile(String text, String origin) {
    this.text = text;
    this.origin = origin;
    NetFileFields root = root();
    name = root.text("name");
    if (!NAME.matcher(name).matches()) {
      throw root.error("name", "'" + name + "' is no name: use letters, digits and . _ -");
    }
    description = root.text("description", "");
    source = root.text("source", "");
    images = images(root);
  }

  /**
   * Reads a text; its layers are looked at when the net is built.
   *
   * @param text JSON
   * @param origin what the text is called in messages
   * @return the description
   * @throws NetFileException if it is no JSON, or says no name or images, with the line and field
   */
  public static NetFile parse(String text, String origin) {
    return new NetFile(text.strip() + "\n", origin);
  }

  /**
   * Reads a file; as {@link #parse}.
   *
   * @param file the file, in UTF-8
   * @return the description
   * @throws NetFileException if it can't be read, is no JSON, or says no name or images
   */
  public static NetFile read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new NetFileException("there is no net file '" + file + "': check the path", e);
    } catch (IOException e) {
      throw new NetFileException("cannot read the net file '" + file + "': " + e.getMessage(), e);
    }
  }

  /**
   * The net's name.
   *
   * @return letters, digits and {@code . _ -}
   */
  public String name() {
    return name;
  }

  /**
   * The text.
   *
   * @return JSON, as it was read
   */
  public String text() {
    return text;
  }

  /**
   * The images it is described for; others will do if every layer can take them.
   *
   * @return images and classes
   */
  public ModelOptions images() {
    return images;
  }

  /**
   * Builds the net.
   *
   * @param options images and classes
   * @return the structure, without numbers
   * @throws NetFileException if a layer or a field is unknown, or a layer does not take what the
   *     one before it gives, with the line and the field; or if a layer does not fit the images'
   *     size, with its name
   * @throws SizeRuleException if the size would break the net's symmetry, unless the file allows it
   */
  public Net build(ModelOptions options) {
    NetFileFields root = root();
    List.of("name", "description", "source", "images").forEach(root::allow);
    NetBuilder start =
        Net.images(group(root), options.channels(), options.height(), options.width())
            .filters(root.word("filters", FilterInitialisation.class, FilterInitialisation.HE))
            .kernels(kernels(root))
            .sizes(root.word("sizes", SizePolicy.class, SizePolicy.EXACT));
    NetBuilder whole = NetFileLayers.add(start, root.objects("layers"), options.classes());
    root.done();
    try {
      return whole.build();
    } catch (SizeRuleException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new NetFileException(origin + ": " + e.getMessage(), e);
    }
  }

  /**
   * The net by its name, as trainers take it.
   *
   * @return the named net, which keeps this description
   */
  public NamedNet named() {
    return new NamedNet(name, description, source, images, this::build, Optional.of(this));
  }

  private NetFileFields root() {
    return new NetFileFields(NetFileValue.parse(text, origin), origin);
  }

  private static ModelOptions images(NetFileFields root) {
    NetFileFields images = root.object("images");
    ModelOptions options =
        new ModelOptions(
            images.whole("channels", 1),
            images.whole("height", 1),
            images.whole("width", 1),
            images.whole("classes", 1));
    images.done();
    return options;
  }

  private static KernelFamily kernels(NetFileFields root) {
    String family = root.text("kernels", "grid");
    try {
      return KernelFamilies.parse(family);
    } catch (IllegalArgumentException e) {
      throw root.error("kernels", e.getMessage());
    }
  }

  private static PointGroup group(NetFileFields root) {
    try {
      return PointGroup.parse(root.text("group"));
    } catch (NetFileException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw root.error("group", e.getMessage());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetFile file && text.equals(file.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "net file '" + name + "'";
  }
}
