@NullMarked
package pizzashop.kitchen;

import org.jspecify.annotations.NullMarked;
