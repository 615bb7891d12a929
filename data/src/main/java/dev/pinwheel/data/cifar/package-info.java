/**
 * CIFAR-10: where it comes from, its binary form, and how the other forms are converted to it.
 * Start at {@link dev.pinwheel.data.cifar.Cifar10}.
 */
package dev.pinwheel.data.cifar;
