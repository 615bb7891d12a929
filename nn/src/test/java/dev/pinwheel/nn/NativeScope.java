package dev.pinwheel.nn;

import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Frees after each test the native memory that it took. */
public final class NativeScope implements BeforeEachCallback, AfterEachCallback {
  private PointerScope scope;

  @Override
  public void beforeEach(ExtensionContext context) {
    scope = new PointerScope();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    scope.close();
  }
}
