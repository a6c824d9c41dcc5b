package pizzashop.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.CheckResult;
import pizzashop.systemtests.load.Answer;
import pizzashop.systemtests.load.Balancer;
import pizzashop.systemtests.load.Load;
import pizzashop.systemtests.load.SlowCustomer;
import pizzashop.systemtests.load.StrictCustomers;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every instance of every service is stopped and started again under load. As an
 * orchestrator does it: first out of the balancer's rotation, then SIGTERM.
 */
class RollingRestartIT {

	private static final int SLOW_CUSTOMERS = 5;

	/** A service that has not stopped by then is killed. */
	private static final Duration GRACE = ofSeconds(20);

	private final RunningShop shop = RunningShop.get();

	private final Balancer orderServices = this.shop.balancerOf(Service.ORDER);

	private final Balancer kitchens = this.shop.balancerOf(Service.KITCHEN);

	private final StrictCustomers customers = new StrictCustomers("rolling", this.orderServices);

	private int answeredWhileStopping;

	@Test
	void everyInstanceIsRestartedUnderLoadWithoutOneFailedRequest() {
		List<ServiceInstance> instances = this.shop.instances(Form.current().instancesOfEach());
		try (Load load = Load.start(2 * Form.current().ordersPerSecond(), this.customers::place, this.customers::look,
				() -> this.customers.look(this.kitchens, "/tickets"))) {
			for (ServiceInstance instance : instances) {
				restart(instance);
			}
			load.finish(ofMinutes(1));
		}

		List<Answer> answers = this.customers.answers();
		Told.line("Restarted " + instances.size() + " instances under " + Told.number(answers.size()) + " requests: "
				+ answers.stream().filter((answer) -> !answer.isSuccess()).count() + " failed, "
				+ this.answeredWhileStopping + " answered by an instance that was stopping, the slowest after "
				+ Told.seconds(answers.stream().map(Answer::latency).max(Duration::compareTo).orElseThrow()));
		assertThat(answers).isNotEmpty().allMatch(Answer::isSuccess);
		assertThat(this.shop.check(this.customers.confirmed())).matches(CheckResult::holds);
	}

	private void restart(ServiceInstance instance) {
		List<SlowCustomer> slow = slowCustomersOf(instance);
		List.of(this.orderServices, this.kitchens).forEach((balancer) -> balancer.takeOut(instance.url()));
		// What was sent to it may not have left this machine yet: for that an
		// orchestrator
		// waits some seconds before it says stop.
		await().atMost(ofSeconds(30))
			.until(() -> this.orderServices.onTheWayTo(instance.url()) == 0
					&& this.kitchens.onTheWayTo(instance.url()) == 0);
		long begin = System.nanoTime();
		CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(() -> {
			instance.process().stop();
			return Duration.ofNanos(System.nanoTime() - begin);
		});
		try {
			serveWhileStopping(instance, slow);
			Duration took = stopped.join();
			Told.line(instance.process().name() + " stopped after " + Told.seconds(took));
			assertThat(took).isLessThan(GRACE);
		}
		finally {
			stopped.join();
			instance.process().start();
		}
		Told.line(instance.process().name() + " is back after " + Told.since(begin));
		putBack(instance);
	}

	/**
	 * A request has to take long to be in flight for certain when the signal comes. The
	 * kitchen's do not: they have no body that could be slow, and are answered in
	 * milliseconds.
	 */
	private List<SlowCustomer> slowCustomersOf(ServiceInstance instance) {
		if (instance.service() != Service.ORDER) {
			return List.of();
		}
		List<SlowCustomer> slow = IntStream.range(0, SLOW_CUSTOMERS)
			.mapToObj((number) -> this.customers.placeSlowlyAt(instance.url()))
			.toList();
		await().atMost(ofSeconds(30)).until(() -> Management.activeRequests(instance) >= SLOW_CUSTOMERS);
		return slow;
	}

	/**
	 * Who is connected already sends the rest when nobody else can connect any more, and
	 * is served.
	 */
	private void serveWhileStopping(ServiceInstance instance, List<SlowCustomer> slow) {
		if (slow.isEmpty()) {
			return;
		}
		await().atMost(ofSeconds(15)).until(() -> !isConnectable(instance));
		Instant refusing = Instant.now();
		slow.forEach(SlowCustomer::goOn);
		List<Answer> answers = new ArrayList<>(slow.stream().map(SlowCustomer::answer).toList());
		Told.line(instance.process().name() + ", stopping, answered " + answers.stream().map(Answer::inAWord).toList());
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
			assertThat(answer.answeredAt()).isAfter(refusing);
		});
		this.answeredWhileStopping += answers.size();
	}

	private static boolean isConnectable(ServiceInstance instance) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), instance.port())) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void putBack(ServiceInstance instance) {
		switch (instance.service()) {
			case ORDER -> this.orderServices.putIn(instance.url());
			case KITCHEN -> this.kitchens.putIn(instance.url());
			case NOTIFICATION -> {
				// nobody asks it anything
			}
		}
	}

}
