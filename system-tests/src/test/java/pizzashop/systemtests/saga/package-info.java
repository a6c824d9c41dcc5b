/**
 * The saga of one order, explored: all that can happen in every order in which it can.
 */
@NullMarked
package pizzashop.systemtests.saga;

import org.jspecify.annotations.NullMarked;
