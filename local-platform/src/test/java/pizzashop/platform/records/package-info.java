@NullMarked
package pizzashop.platform.records;

import org.jspecify.annotations.NullMarked;
