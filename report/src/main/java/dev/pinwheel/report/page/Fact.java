package dev.pinwheel.report.page;

/**
 * A name and a value.
 *
 * @param name what it is
 * @param value for people
 */
public record Fact(String name, String value) {}
