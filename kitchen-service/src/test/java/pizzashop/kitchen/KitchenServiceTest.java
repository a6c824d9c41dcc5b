package pizzashop.kitchen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import pizzashop.testplatform.WithTestPlatform;

import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

/**
 * The whole service, with real Kafka, PostgreSQL and registry. One context for all tests.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "kitchen.preparation-time=0s", "kitchen.bake-time=300ms", "messaging.metrics.interval=200ms" })
@AutoConfigureRestTestClient
@WithTestPlatform(database = "kitchen")
@Import({ OrdersTopic.class, OvenSwitchboard.class })
@ExtendWith(OutputCaptureExtension.class)
public @interface KitchenServiceTest {

}
