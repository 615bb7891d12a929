/**
 * Trained models as files for other runtimes, each with a certificate.
 *
 * <p>{@link dev.pinwheel.export.Exportable} is what can be exported, {@link
 * dev.pinwheel.export.OnnxExport} makes an ONNX file of it and proves what it wrote: the file is
 * run by ONNX Runtime, compared with Pinwheel's own output, and turned by every element of the
 * group. The result is a {@link dev.pinwheel.export.Certificate}.
 *
 * <p>Layers are not known here. They describe themselves by the plain operators of {@link
 * dev.pinwheel.nn.dense}, each of which is one ONNX operator or a few.
 */
package dev.pinwheel.export;
