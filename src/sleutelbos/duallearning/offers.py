"""What the applications of Werkplek Duaal may ask about files, recognitions, agreements (W18)."""

from __future__ import annotations

from sleutelbos.access.public import Sight, offer
from sleutelbos.duallearning import names
from sleutelbos.duallearning.agreement.actions import ending, presenting, registering, suspending
from sleutelbos.duallearning.agreement.queries.scope import agreements_for
from sleutelbos.duallearning.recognition.actions import (
    deciding,
    effects,
    filing,
    handing_over,
    handling,
    keeping,
    renewing,
    sanctioning,
    tasks,
    training,
    visiting,
    voting,
    withdrawing,
)
from sleutelbos.duallearning.recognition.queries.sanctions import sanctions_for
from sleutelbos.duallearning.recognition.queries.scope import (
    mentors_of_requests,
    recognitions_for,
    requests_for,
)
from sleutelbos.duallearning.recognition.queries.tasks import tasks_for
from sleutelbos.duallearning.recognition.queries.training import trainings_for
from sleutelbos.duallearning.recognition.queries.votes import rounds_for

offer(
    "duallearning",
    *names.APPLICATIONS,
    actions=(
        filing.submit_request,
        filing.discard_request,
        withdrawing.withdraw_request,
        handling.return_request,
        handling.accept_request,
        handling.take_request,
        handling.park_request,
        handling.resume_request,
        deciding.accept_mentor,
        deciding.refuse_mentor,
        deciding.decide_request,
        handing_over.propose_hand_over,
        visiting.plan_visit,
        voting.open_vote,
        voting.vote,
        voting.count_vote,
        voting.cancel_vote,
        keeping.deactivate_mentor,
        keeping.reactivate_mentor,
        keeping.end_mentor,
        effects.suspend_recognition,
        effects.resume_recognition,
        effects.lift_recognition,
        renewing.renew_recognition,
        tasks.settle_task,
        training.prove_training,
        training.approve_training,
        training.return_training,
        sanctioning.propose_sanction,
        sanctioning.answer_sanction,
        sanctioning.impose_sanction,
        presenting.present_agreement,
        presenting.recall_agreement,
        presenting.sign_agreement,
        registering.register_agreement,
        suspending.suspend_agreement,
        ending.end_agreement,
        ending.annul_agreement,
    ),
    sights={
        "duallearning.request": Sight(lambda by, place: requests_for(by)),
        "duallearning.mentor": Sight(lambda by, place: mentors_of_requests(by)),
        "duallearning.voteround": Sight(lambda by, place: rounds_for(by)),
        "duallearning.recognition": Sight(lambda by, place: recognitions_for(by)),
        "duallearning.recognitiontask": Sight(lambda by, place: tasks_for(by)),
        "duallearning.mentortraining": Sight(lambda by, place: trainings_for(by)),
        "duallearning.sanction": Sight(lambda by, place: sanctions_for(by)),
        "duallearning.agreement": Sight(lambda by, place: agreements_for(by)),
    },
)
