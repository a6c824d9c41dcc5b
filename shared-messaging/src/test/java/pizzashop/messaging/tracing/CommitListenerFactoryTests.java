package pizzashop.messaging.tracing;

import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CommitListenerFactoryTests {

	private final CommitListenerFactory factory = new CommitListenerFactory(
			new StaticListableBeanFactory().getBeanProvider(Tracer.class));

	/** Nothing that it wrote would be committed. */
	@Test
	void aListenerThatJoinsATransactionThatIsOverIsRefused() {
		var listener = ReflectionUtils.findMethod(Joining.class, "on", String.class);

		assertThatIllegalStateException()
			.isThrownBy(() -> this.factory.createApplicationListener("joining", Joining.class, listener))
			.withMessageContaining("REQUIRES_NEW");
	}

	static class Joining {

		@Transactional
		@TransactionalEventListener
		void on(String event) {
		}

	}

}
