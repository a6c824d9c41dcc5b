package pizzashop.kitchen.web;

import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.web.ProblemDocuments;

import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What can be wrong with a request to the kitchen: nothing of its own. */
@RestControllerAdvice
class KitchenProblems extends ProblemDocuments {

	KitchenProblems(Failures failures) {
		super(failures);
	}

}
