"""Pairs on which nothing was tuned: a name as it is recorded, and as somebody may write it.

Made-up pairings of common first and last names, drawn up before the search was changed, and not
changed since. The next who tunes the search should draw up others.
"""

from __future__ import annotations

from typing import Final

BY_EAR: Final = (
    ("Geoffrey Wainwright", "Jeffrey Wainright"),
    ("Siobhan Gallagher", "Shivaun Gallaher"),
    ("Niamh Doherty", "Neve Docherty"),
    ("Philippa Knight", "Filipa Nite"),
    ("Hugh Beauchamp", "Hew Beecham"),
    ("Gillian Leicester", "Jillian Lester"),
    ("Caitlin Maguire", "Kathleen McGuire"),
    ("Xavier Pereira", "Zavier Perera"),
    ("Wojciech Szymanski", "Voitek Shimanski"),
    ("Agnieszka Krawczyk", "Agnieshka Kravchik"),
    ("Jerzy Dziedzic", "Yerzy Jedzic"),
    ("Ionut Georgescu", "Yonut Jorjescu"),
    ("Giuseppe Esposito", "Guiseppe Expozito"),
    ("Joaquim Guimaraes", "Joachim Guimares"),
    ("Thuy Nguyen", "Twee Nuyen"),
    ("Oluwaseun Adebayo", "Oluwashewun Adebaio"),
    ("Chukwuemeka Nwosu", "Chuquemeka Wosu"),
    ("Kwame Asante", "Quame Ashanti"),
    ("Farrukh Qureshi", "Farouk Koreshi"),
    ("Zeeshan Chaudhry", "Zishan Chowdery"),
    ("Yusuf Ozturk", "Yousuf Oezturk"),
    ("Shaikh Rafiq", "Sheik Rafeek"),
    ("Mikhail Tchaikovsky", "Michael Chaikofski"),
    ("Schuyler Whyte", "Skyler White"),
    ("Phoebe Featherstone", "Feebie Fetherston"),
)
SHORT_FORMS: Final = (
    ("William Hartley", "Bill Hartley"),
    ("Robert Sissons", "Bobby Sissons"),
    ("Richard Oakes", "Dick Oakes"),
    ("Margaret Pryce", "Peggy Pryce"),
    ("Elizabeth Marlow", "Betty Marlow"),
    ("Edward Lomax", "Ted Lomax"),
    ("Henry Stubbs", "Harry Stubbs"),
    ("James Crowther", "Jimmy Crowther"),
    ("John Thwaite", "Jack Thwaite"),
    ("Michael Rudd", "Mick Rudd"),
    ("Anthony Bellamy", "Tony Bellamy"),
    ("Bill Haworth", "William Haworth"),
    ("Kate Ormerod", "Catherine Ormerod"),
    ("Mary Tully", "Polly Tully"),
    ("Charles Dunne", "Chuck Dunne"),
    ("Andrew Peel", "Drew Peel"),
    ("Aleksandra Nowak", "Ola Nowak"),
    ("Katarzyna Zielinska", "Kasia Zielinska"),
    ("Mohammed Rashid", "Mo Rashid"),
    ("Aleksandr Volkov", "Sasha Volkov"),
)
OTHER_LETTERS: Final = (
    ("Иванов Сергей", "Sergei Ivanov"),
    ("Дмитрий Щербаков", "Dmitri Shcherbakov"),
    ("Екатерина Морозова", "Ekaterina Morozova"),
    ("Oleksandr Shevchenko", "Олександр Шевченко"),
    ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ("Νίκος Δημητρίου", "Nikos Dimitriou"),
    ("Maria Ioannou", "Μαρία Ιωάννου"),
    ("محمد خان", "Mohammed Khan"),
    ("حسين محمود", "Hussein Mahmoud"),
    ("Fatima Yusuf", "فاطمة يوسف"),
    ("王小明", "Wang Xiaoming"),
    ("Zhang Wei", "张伟"),
    ("प्रिया शर्मा", "Priya Sharma"),
    ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Gurpreet Singh"),
    ("דוד כהן", "David Cohen"),
)
PAIRS: Final = {
    "by ear": BY_EAR,
    "short forms": SHORT_FORMS,
    "other letters": OTHER_LETTERS,
}
