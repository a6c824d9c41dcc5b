/** What a customer is told. Knows neither Kafka nor Avro nor mail. */
@NullMarked
package pizzashop.notification.receipt;

import org.jspecify.annotations.NullMarked;
