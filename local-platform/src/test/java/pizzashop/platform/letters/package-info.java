@NullMarked
package pizzashop.platform.letters;

import org.jspecify.annotations.NullMarked;
