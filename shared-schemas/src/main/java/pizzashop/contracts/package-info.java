/**
 * Names of the contract: topics, subjects, the catalogue of events, and the step of
 * deployment that registers them.
 */
@NullMarked
package pizzashop.contracts;

import org.jspecify.annotations.NullMarked;
