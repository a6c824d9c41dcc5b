/**
 * The gate that every change of a contract passes, see {@code docs/schema-evolution.md}.
 */
@NullMarked
package pizzashop.contracts.evolution;

import org.jspecify.annotations.NullMarked;
