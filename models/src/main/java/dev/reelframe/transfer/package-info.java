/**
 * What every download over HTTP has in common, whoever may be asked and whatever client asks: it is
 * tried again where it broke, and goes on at the byte where it broke.
 */
package dev.reelframe.transfer;
