/**
 * Real Kafka, Schema Registry, PostgreSQL and mail for integration tests; see
 * {@link pizzashop.testplatform.WithTestPlatform}.
 */
@NullMarked
package pizzashop.testplatform;

import org.jspecify.annotations.NullMarked;
