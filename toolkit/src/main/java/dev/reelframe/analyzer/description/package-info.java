/** What happens, second by second, told from the other tables alone. */
package dev.reelframe.analyzer.description;
