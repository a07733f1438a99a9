package dev.reelframe.gpu;

/**
 * What went over the PCI Express link during the 20 ms before the answer.
 *
 * @param sentBytesPerS from the card to the host
 * @param receivedBytesPerS from the host to the card
 */
public record PcieThroughput(double sentBytesPerS, double receivedBytesPerS) {}
