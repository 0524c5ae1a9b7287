package dev.settle.batch.statement;

/** What a file is packed in, by its first bytes and not by its name. */
enum Wrapper {
  NONE,
  GZIP,
  ZIP;

  static Wrapper of(byte[] start) {
    if (start.length >= 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B) {
      return GZIP;
    }
    if (start.length >= 4 && start[0] == 'P' && start[1] == 'K') {
      boolean file = start[2] == 3 && start[3] == 4;
      boolean empty = start[2] == 5 && start[3] == 6;
      boolean spanned = start[2] == 7 && start[3] == 8;
      return file || empty || spanned ? ZIP : NONE;
    }
    return NONE;
  }
}
