package dev.pinwheel.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {
  @TempDir Path folder;

  private Path tar(String... names) throws IOException {
    Path archive = folder.resolve("archive.tgz");
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(3);
        out.putArchiveEntry(entry);
        out.write(new byte[] {1, 2, 3});
        out.closeArchiveEntry();
      }
      TarArchiveEntry link = new TarArchiveEntry("package/link", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc");
      out.putArchiveEntry(link);
      out.closeArchiveEntry();
    }
    return archive;
  }

  @Test
  void takesOutTheWantedFilesOnly() throws IOException {
    Path target = folder.resolve("target");
    Path archive = tar("package/data/one", "package/two");
    assertThat(TarGz.extract(archive, target, name -> !name.endsWith("two")))
        .containsExactly(target.resolve("package/data/one").toAbsolutePath());
    assertThat(target.resolve("package/data/one")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(target.resolve("package/two")).doesNotExist();
    assertThat(target.resolve("package/link")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../escaped", "package/../../escaped", "/escaped", "..\\escaped", "a/../.."})
  void refusesEntriesThatLeadOutside(String name) throws IOException {
    Path archive = tar(name);
    Path target = folder.resolve("target");
    assertThatThrownBy(() -> TarGz.extract(archive, target, each -> true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("leads out of its folder");
    assertThat(folder.resolve("escaped")).doesNotExist();
    assertThat(target).doesNotExist();
  }

  @Test
  void reportsAnArchiveThatIsNone() throws IOException {
    Path file = Files.write(folder.resolve("no.tgz"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> TarGz.extract(file, folder, each -> true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void npmMissingIsSaid() {
    NpmPackage source = new NpmPackage("some-data", "1.2.3");
    assertThatThrownBy(() -> source.pack(folder, folder.resolve("no-npm").toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot run")
        .hasMessageContaining("install Node.js's npm");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void npmIsCalledWithPackageAndFolder() throws IOException {
    NpmPackage source = new NpmPackage("some-data", "1.2.3");
    Path good =
        script("[ \"$1 $2 $3\" = 'pack some-data@1.2.3 --pack-destination' ] && : > $4/x.tgz");
    assertThat(source.pack(folder, good.toString())).isEqualTo(folder.resolve("x.tgz"));
    Path bad = script("echo npm notice; echo npm error code E404 >&2; exit 7");
    assertThatThrownBy(() -> source.pack(folder, bad.toString()))
        .isInstanceOf(DataException.class)
        .hasMessage("npm could not fetch some-data@1.2.3 (exit status 7): npm error code E404");
  }

  private Path script(String body) throws IOException {
    Path file = Files.createTempFile(folder, "npm", ".sh");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--global", "a b", "../x", ""})
  void refusesWhatIsNoPackage(String name) {
    assertThatThrownBy(() -> new NpmPackage(name, "1.0.0")).isInstanceOf(DataException.class);
  }
}
