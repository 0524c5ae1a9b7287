/** Tests of the fraud rules: files of rules. */
@NullMarked
package dev.settle.stream.fraud.file;

import org.jspecify.annotations.NullMarked;
