/**
 * Typed tables on one time axis: schema, provenance and state beside plain Tablesaw tables; joins
 * in time; files.
 */
package dev.reelframe.table;
