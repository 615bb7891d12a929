/**
 * A batch's loss and gradients, computed by several threads side by side.
 *
 * <p>LibTorch can share each operation among threads. That costs a start and a wait an operation;
 * to share the batch instead costs a wait only where a layer takes statistics over it, and a
 * program that disturbs one thread holds up the others less often.
 */
package dev.pinwheel.nn.parallel;
