package dev.settle.batch.sharing.nightly;

/**
 * What sharing a night and channel did.
 *
 * @param revision that it wrote; 0: it found nothing new
 * @param lines of the revision
 * @param instructions that it ordered
 */
public record SharingFigures(int revision, long lines, int instructions) {
  static final SharingFigures NOTHING = new SharingFigures(0, 0, 0);
}
