"""What providers of each kind do, in the words of their contracts: accounts, payroll, invoicing, secretariat."""

from __future__ import annotations

from making.world import rows

ACCOUNTING = {
    "service": "tenue de la comptabilité, comptes annuels et secrétariat juridique",
    "service_title": "Comptabilité et secrétariat juridique",
    "purpose": "Tenue de la comptabilité, établissement des comptes et des actes sociaux",
    "data_kinds": "Identité et coordonnées professionnelles, données bancaires des tiers, identité des associés",
    "people": "Clients et fournisseurs personnes physiques, salariés, associés",
    "retention": "Dix ans à compter de la clôture de l’exercice",
    "subprocessors": "Sous-traitant ultérieur autorisé : l’éditeur de l’outil comptable, hébergé en France.",
    "indicators": rows(
        "Pièces comptabilisées avant le 25 du mois | Pièces saisies à temps / pièces reçues | 98 % | Semestre",
        "Déclarations de TVA déposées à l’échéance | Déclarations à temps / déclarations dues | 100 % | Semestre",
        "Rapprochements bancaires établis sous 15 jours | Comptes rapprochés / comptes | 95 % | Semestre",
    ),
    "cadence": "semestriel",
    "delay": "trente",
    "meeting": "Un comité de pilotage réunit les parties chaque semestre.",
    "rto": "trois jours ouvrés",
    "fallback": "Les déclarations urgentes sont établies sur le poste de secours ; la saisie reprend depuis la dernière sauvegarde.",
    "data": rows(
        "Fichier des écritures comptables (FEC) | TXT normalisé | Tous les exercices ouverts | 10 jours",
        "Grands livres, balances, journaux | PDF et XLSX | Dix exercices | 15 jours",
        "Pièces justificatives numérisées | PDF | Dix exercices | 30 jours",
        "Registres d’assemblées et de titres | Originaux | Depuis la constitution | 15 jours",
    ),
}

PAYROLL = {
    "service": "établissement de la paie et des déclarations sociales",
    "service_title": "Paie et déclarations sociales",
    "purpose": "Établissement des bulletins de paie, des DSN et des documents de fin de contrat",
    "data_kinds": "Identité, numéro de sécurité sociale, rémunération, absences, coordonnées bancaires",
    "people": "Salariés, stagiaires et anciens salariés",
    "retention": "Cinq ans pour les bulletins, six ans pour les éléments de cotisations",
    "subprocessors": "Sous-traitant ultérieur autorisé : l’hébergeur du portail de paie, certifié, établi en France.",
    "indicators": rows(
        "Bulletins exacts du premier coup | Bulletins sans correction / bulletins émis | 99,5 % | Mois",
        "Bulletins remis au plus tard le 28 | Bulletins à temps / bulletins émis | 100 % | Mois",
        "DSN déposées à l’échéance | DSN à temps / DSN dues | 100 % | Mois",
        "Réponse aux questions sous 8 heures ouvrées | Réponses à temps / questions | 95 % | Mois",
    ),
    "cadence": "mensuel",
    "delay": "quinze",
    "meeting": "Un comité de pilotage se réunit chaque trimestre.",
    "rto": "vingt-quatre heures",
    "fallback": "À défaut de calcul, un acompte égal au net du mois précédent est préparé ; la régularisation suit le mois d’après.",
    "data": rows(
        "Bulletins de paie | PDF | Cinq ans | 10 jours",
        "DSN et comptes rendus métier | Fichiers normés | Six ans | 10 jours",
        "Livre de paie et cumuls | XLSX | Trois ans | 10 jours",
        "Paramétrage (rubriques, conventions) | XLSX | Version courante | 20 jours",
    ),
}

INVOICING = {
    "service": "facturation des clients et suivi des encaissements",
    "service_title": "Facturation clients",
    "purpose": "Émission des factures de vente et enregistrement des encaissements",
    "data_kinds": "Nom, fonction et coordonnées professionnelles des contacts clients, historique de facturation",
    "people": "Contacts des clients, clients entrepreneurs individuels",
    "retention": "Durée de la convention, puis restitution",
    "subprocessors": "Aucun sous-traitant ultérieur n’est autorisé.",
    "indicators": rows(
        "Factures émises sous deux jours ouvrés | Factures à temps / livraisons | 97 % | Trimestre",
        "Taux d’avoirs pour erreur | Avoirs / factures émises | 1 % au plus | Trimestre",
        "Encaissements lettrés sous trois jours | Encaissements lettrés / reçus | 95 % | Trimestre",
    ),
    "cadence": "trimestriel",
    "delay": "vingt",
    "meeting": "Une réunion de pilotage se tient chaque trimestre.",
    "rto": "deux jours ouvrés",
    "fallback": "Les factures urgentes sont établies par le Client dans son propre logiciel, la numérotation restant unique.",
    "data": rows(
        "Factures et avoirs | PDF et XML | Dix ans | 15 jours",
        "Fichier clients | CSV | Version courante | 10 jours",
        "Journal des encaissements | XLSX | Trois ans | 10 jours",
    ),
}

SECRETARIAT = {
    "service": "secrétariat et assistanat à distance",
    "service_title": "Secrétariat externalisé",
    "purpose": "Permanence téléphonique, courrier, agenda et classement numérique",
    "data_kinds": "Identité et coordonnées professionnelles des correspondants, messages, rendez-vous",
    "people": "Clients, fournisseurs et salariés en relation avec le secrétariat",
    "retention": "Un an pour les messages, durée du contrat pour les dossiers",
    "subprocessors": "Aucun sous-traitant ultérieur n’est autorisé.",
    "indicators": rows(
        "Appels décrochés sous vingt secondes | Appels décrochés à temps / appels | 95 % | Trimestre",
        "Courriels traités sous quatre heures | Courriels à temps / courriels | 90 % | Trimestre",
        "Courriers numérisés le jour même | Courriers numérisés / courriers reçus | 98 % | Trimestre",
    ),
    "cadence": "trimestriel",
    "delay": "vingt",
    "meeting": "Un point de pilotage se tient chaque trimestre.",
    "rto": "quatre heures",
    "fallback": "Les appels sont renvoyés vers l’accueil du Client ; le courrier est relevé par le responsable administratif.",
    "data": rows(
        "Dossiers et courriers classés | PDF | Durée du contrat | 10 jours",
        "Journal des appels | CSV | Douze mois | 5 jours",
        "Carnet d’adresses et agenda | VCF et ICS | Version courante | 5 jours",
    ),
}

PROCEDURES = {
    "accounting": {
        "code": "ADM-01",
        "title": "Tenue de la comptabilité",
        "aim": "La procédure décrit comment les pièces comptables sont transmises au cabinet, saisies, contrôlées et archivées.",
        "scope": "toutes les factures d’achat, les factures de vente, les relevés bancaires et les pièces de caisse",
        "sending": "Le responsable administratif dépose les pièces chaque vendredi sur le portail du cabinet. Les relevés bancaires sont récupérés automatiquement.",
        "steps": "Le cabinet saisit et lettre avant le 25, établit les rapprochements bancaires et la TVA. Le responsable administratif valide la déclaration avant l’envoi ; au-delà de 20 000 €, la présidence valide le paiement.",
        "filing": "Les pièces sont conservées dix ans dans la GED, dossier « Comptabilité », sous la forme AAAA-MM_fournisseur_montant.",
    },
    "legal-secretariat": {
        "code": "ADM-02",
        "title": "Secrétariat juridique annuel",
        "aim": "La procédure décrit la préparation de l’assemblée générale annuelle, la signature des actes, les dépôts au greffe et la tenue des registres par le prestataire.",
        "scope": "l’approbation des comptes, les formalités au guichet unique et les registres légaux",
        "sending": "La présidence transmet au cabinet le projet d’affectation du résultat dix semaines après la clôture.",
        "steps": "Le cabinet rédige convocation, rapport et résolutions ; la présidence relit et signe ; le cabinet dépose les comptes au greffe dans le mois de l’approbation.",
        "filing": "Les procès-verbaux signés sont versés au registre des assemblées et numérisés dans la GED, dossier « Juridique ».",
    },
    "payroll": {
        "code": "ADM-03",
        "title": "Paie mensuelle",
        "aim": "La procédure décrit la collecte des variables de paie, le contrôle des bulletins, le dépôt de la DSN et l’archivage.",
        "scope": "tous les salariés, du premier au dernier bulletin de paie",
        "sending": "Le responsable administratif saisit les absences, primes et entrées-sorties sur le portail avant le 20 du mois.",
        "steps": "Le prestataire calcule les bulletins avant le 24 ; le responsable administratif les contrôle (écarts de plus de 5 % avec le mois précédent) et valide avant le 26 ; la présidence ordonne les virements ; le prestataire dépose la DSN avant le 5.",
        "filing": "Les bulletins sont remis dans le coffre-fort du salarié ; le double est conservé cinq ans dans la GED, dossier « Paie », à accès restreint.",
    },
    "invoicing": {
        "code": "ADM-04",
        "title": "Facturation des clients",
        "aim": "La procédure décrit le passage du bon de livraison à la facture, sa validation, son envoi et son archivage, et contribue à la piste d’audit fiable.",
        "scope": "toutes les ventes facturées en France et à l’étranger",
        "sending": "L’atelier scanne chaque bon de livraison signé avant midi dans le logiciel de gestion commerciale.",
        "steps": "Le prestataire prépare la facture sous deux jours ouvrés ; le responsable administratif contrôle prix, quantités et TVA puis valide ; le prestataire envoie la facture et enregistre l’encaissement.",
        "filing": "Les factures sont conservées dix ans dans la GED, dossier « Ventes », avec le bon de livraison rapproché.",
    },
    "secretariat": {
        "code": "ADM-05",
        "title": "Secrétariat externalisé",
        "aim": "La procédure décrit le traitement des appels, des courriels et du courrier par le secrétariat à distance.",
        "scope": "tous les appels et messages reçus à l’accueil, tout le courrier entrant et sortant",
        "sending": "Les appels sont renvoyés automatiquement de 8 h 30 à 18 h ; le courrier est numérisé par l’accueil avant 10 h.",
        "steps": "Le prestataire qualifie chaque message, répond ou transmet au responsable administratif, qui valide tout engagement écrit avant son envoi.",
        "filing": "Les courriers sont classés dans la GED, dossier « Secrétariat », et conservés cinq ans.",
    },
}
