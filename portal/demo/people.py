"""The demonstration's people and providers. All invented: their surnames say so."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.kernel.language import Language
from portal.providers.tables import Role

PASSWORD = "demo password 2026"  # noqa: S105 -- printed at every start of the demonstration


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`key` names the key file; `role` is empty for citizens."""

    key: str
    iin: str
    surname: str
    given_name: str
    patronymic: str
    role: Role | None = None
    provider: str = "oral"

    @property
    def full_name(self) -> str:
        return f"{self.surname} {self.given_name} {self.patronymic}"


@dataclass(frozen=True, slots=True)
class DemoProvider:
    code: str
    bin: str
    name: Mapping[Language, str]
    settlement: Mapping[Language, str]


PROVIDERS = (
    DemoProvider(
        "oral",
        "140540000104",
        {
            Language.KAZAKH: "Орал қаласының әкімдігі (сынақ)",
            Language.RUSSIAN: "Акимат города Уральска (демонстрация)",
            Language.ENGLISH: "Akimat of Oral city (demonstration)",
        },
        {
            Language.KAZAKH: "Орал қаласы",
            Language.RUSSIAN: "Город Уральск",
            Language.ENGLISH: "Oral city",
        },
    ),
    DemoProvider(
        "baiterek",
        "991240000102",
        {
            Language.KAZAKH: "Бәйтерек ауданының әкімдігі (сынақ)",
            Language.RUSSIAN: "Акимат района Бәйтерек (демонстрация)",
            Language.ENGLISH: "Akimat of Baiterek district (demonstration)",
        },
        {
            Language.KAZAKH: "Бәйтерек ауданы",
            Language.RUSSIAN: "Район Бәйтерек",
            Language.ENGLISH: "Baiterek district",
        },
    ),
)

CITIZEN = DemoPerson("citizen", "851120420022", "Сынақова", "Әсел", "Үлгіқызы")
NEIGHBOUR = DemoPerson("neighbour", "790315310012", "Үлгібаев", "Сәкен", "Сынақұлы")
CLERK = DemoPerson("clerk", "960612430034", "Кеңсебаева", "Гүлнұр", "Үлгіқызы", Role.CLERK)
HEAD = DemoPerson("head", "580509370801", "Басшыбаев", "Ерлан", "Үлгіұлы", Role.HEAD)
EXECUTOR = DemoPerson("executor", "960229312345", "Орындаушиев", "Дәурен", "Үлгіұлы", Role.EXECUTOR)
SECOND_EXECUTOR = DemoPerson("executor2", "991231480903", "Зерделіева", "Жұлдыз", "Үлгіқызы", Role.EXECUTOR)
OTHER_CLERK = DemoPerson("clerk2", "011231640049", "Тіркеушиева", "Меруерт", "Үлгіқызы", Role.CLERK, "baiterek")
OTHER_HEAD = DemoPerson("head2", "040517550057", "Жетекшиев", "Арман", "Үлгіұлы", Role.HEAD, "baiterek")
OTHER_EXECUTOR = DemoPerson("executor3", "000229660068", "Қараушиева", "Айсұлу", "Үлгіқызы", Role.EXECUTOR, "baiterek")

PEOPLE = (
    CITIZEN,
    NEIGHBOUR,
    CLERK,
    HEAD,
    EXECUTOR,
    SECOND_EXECUTOR,
    OTHER_CLERK,
    OTHER_HEAD,
    OTHER_EXECUTOR,
)
