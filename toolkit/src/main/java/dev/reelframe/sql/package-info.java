/** SQL over tables, through DuckDB. */
package dev.reelframe.sql;
