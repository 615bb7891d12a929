/**
 * Files: written whole or not at all, downloaded with resumption, taken out of archives.
 *
 * <p>Nothing here trusts what it receives: a download is published only after its verifier accepts
 * it, and an archive's entry never lands outside the folder it was meant for.
 */
package dev.pinwheel.data.io;
