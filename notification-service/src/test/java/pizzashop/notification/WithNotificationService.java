package pizzashop.notification;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import pizzashop.testplatform.WithTestPlatform;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** Runs the service, the same one for all tests: short of patience, but right. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "messaging.retry.initial=50ms", "messaging.retry.max=500ms",
				"messaging.retry.attempts=2", "notification.alert.quiet=2s", "notification.alert.longest=8s",
				"messaging.live.reread=1h" })
@WithTestPlatform(database = "notifications")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface WithNotificationService {

}
