/**
 * Files of named tensors in the <i>safetensors</i> format, with nothing but Java underneath.
 *
 * <p>{@link dev.pinwheel.nn.io.SafeTensors} is the content of one file: tensors ({@link
 * dev.pinwheel.nn.io.TensorData}) by name, in order, and a map of strings that describes them. A
 * file is
 *
 * <ol>
 *   <li>8 bytes: the length N of the header, an unsigned little-endian integer;
 *   <li>N bytes: the header, a JSON object in UTF-8 that gives each tensor's {@code dtype}, {@code
 *       shape} and {@code data_offsets}, and {@code __metadata__}, a map of strings; spaces at its
 *       end fill it up to a multiple of 8;
 *   <li>the tensors' values, little-endian and in C order, without holes.
 * </ol>
 *
 * <h2>The seal</h2>
 *
 * <p>Files written here carry {@code sha256} in {@code __metadata__}: the SHA-256, in 64 lower-case
 * hexadecimal digits, of the whole file with these 64 digits as zeros. The keys {@code
 * pinwheel_format} and {@code pinwheel_seal} say that the file has such a seal, so that a change of
 * any one byte, in the seal or elsewhere, is found when the file is read. Other programs ignore the
 * three keys. Files without them are read too; {@link dev.pinwheel.nn.io.SafeTensors#integrity()}
 * tells the two apart.
 *
 * <p>Whatever is wrong with a file is reported as a {@link dev.pinwheel.nn.io.WeightFileException}
 * that quotes the file and what is wrong with it.
 */
package dev.pinwheel.nn.io;
