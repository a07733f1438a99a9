/** Changes of shot: cuts, dissolves, fades, wipes. */
package dev.reelframe.analyzer.cut;
