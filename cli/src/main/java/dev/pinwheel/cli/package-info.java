/**
 * The command {@code pinwheel}; {@link dev.pinwheel.cli.Main} starts it.
 *
 * <p>Each sub-command is a class of its own that is listed in {@code Commands}; what several
 * commands share is a mixin ({@code CommonOptions}, {@code DataOptions}). Commands write through
 * {@code Terminal}, draw progress with {@code Bars} and tables with {@code Table}, and throw; only
 * {@code Failures} turns exceptions into a line on standard error and an exit code.
 */
package dev.pinwheel.cli;
