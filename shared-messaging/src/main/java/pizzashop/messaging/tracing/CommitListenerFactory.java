package pizzashop.messaging.tracing;

import java.lang.reflect.Method;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.transaction.annotation.RestrictedTransactionalEventListenerFactory;
import org.springframework.transaction.event.TransactionalApplicationListenerMethodAdapter;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.util.function.SingletonSupplier;

/**
 * Lets whoever listens for a commit ({@link TransactionalEventListener}) go on in the
 * trace in which the event was published. Without it a batch of many traces, committed as
 * one, would be logged in none of them.
 */
class CommitListenerFactory extends RestrictedTransactionalEventListenerFactory {

	/** Asked for with the first event: listeners are looked for before there is one. */
	private final SingletonSupplier<Tracer> tracer;

	CommitListenerFactory(ObjectProvider<Tracer> tracer) {
		this.tracer = SingletonSupplier.of(() -> tracer.getIfAvailable(() -> Tracer.NOOP));
	}

	/**
	 * @throws IllegalStateException when the listener's own transaction does not fit
	 */
	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		super.createApplicationListener(beanName, type, method);
		return new CommitListener(beanName, type, method);
	}

	/** Before Spring's own, which knows of no trace. */
	@Override
	public int getOrder() {
		return 0;
	}

	private final class CommitListener extends TransactionalApplicationListenerMethodAdapter {

		CommitListener(String beanName, Class<?> type, Method method) {
			super(beanName, type, method);
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			Span span = CommitListenerFactory.this.tracer.obtain().currentSpan();
			super.onApplicationEvent((event instanceof PayloadApplicationEvent<?> said && span != null)
					? new Traced<>(said, span) : event);
		}

		@Override
		public void processEvent(ApplicationEvent event) {
			if (event instanceof Traced<?> traced) {
				try (var scope = CommitListenerFactory.this.tracer.obtain().withSpan(traced.span)) {
					super.processEvent(event);
				}
			}
			else {
				super.processEvent(event);
			}
		}

	}

	/** An event, and the span in which it was published. */
	private static final class Traced<T> extends PayloadApplicationEvent<T> {

		private static final long serialVersionUID = 1L;

		private final transient @Nullable Span span;

		Traced(PayloadApplicationEvent<T> said, Span span) {
			super(said.getSource(), said.getPayload());
			this.span = span;
		}

	}

}
