"""A CronJob for Kubernetes: one pod a night, without rights, its root file system and the rooms read-only.

Source: Kubernetes API reference (batch/v1 CronJob, networking.k8s.io/v1 NetworkPolicy); Pod Security Standards,
restricted.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from dataroom import __version__
from dataroom.errors import UsageError
from dataroom.schedule.plan import Plan

_NAME = "dataroom-nightly"
_USER = 10001
_ABOUT = """\
# Before: three claims, a configuration and, where people are told, a secret:
#   kubectl create configmap {name} --from-file=nightly.toml={file}
#   {secret}
#   PersistentVolumeClaims dataroom-rooms (read by the pod alone), dataroom-results, dataroom-state
# In dataroom-rooms each folder below lies under the subPath that is named beside it. A folder that holds the nightly
# file or the results must have an empty file or folder of that name, for the mount to lie on.
"""
_COMMAND = """\
{command} & p=$!
trap 'kill -TERM $p' TERM
wait $p; c=$?
while kill -0 $p 2>/dev/null; do wait $p; c=$?; done
case $c in 0|1|4) exit 0;; esac
exit $c
"""
"""The shell passes on that the pod has to end, and waits for it; 1 and 4 mean that the work was done: no failed job."""


def files(plan: Plan) -> Mapping[str, str]:
    """Give the CronJob, and the policy that keeps its pod off the network as far as nobody is told over it."""
    secret = (
        f"kubectl create secret generic {_NAME} --from-env-file=FILE" if _variables(plan) else "(no secret is needed)"
    )
    about = _ABOUT.format(name=_NAME, file=shlex.quote(str(plan.loaded.file)), secret=secret)
    parts = [_cron_job(plan), _policy(plan)]
    return {f"{_NAME}.yaml": about + yaml.safe_dump_all(parts, sort_keys=False, allow_unicode=True, width=120)}


def _variables(plan: Plan) -> list[str]:
    return sorted(plan.loaded.secret_variables)


def _cron_job(plan: Plan) -> dict[str, Any]:
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": _NAME},
        "spec": {
            "schedule": f"{plan.minute} {plan.hour} * * *",
            "concurrencyPolicy": "Forbid",
            "startingDeadlineSeconds": 3600,
            "jobTemplate": {
                "spec": {
                    "backoffLimit": 0,
                    "template": {"metadata": {"labels": {"app": _NAME}}, "spec": _pod(plan)},
                }
            },
        },
    }


def _pod(plan: Plan) -> dict[str, Any]:
    container: dict[str, Any] = {
        "name": "dataroom",
        "image": f"dataroom:{__version__}",
        "command": ["sh", "-c", _COMMAND.format(command=shlex.join(("dataroom", *plan.arguments)))],
        "resources": {"requests": {"cpu": "500m", "memory": "512Mi"}, "limits": {"memory": "2Gi"}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        "volumeMounts": _mounts(plan),
    }
    if _variables(plan):
        container["envFrom"] = [{"secretRef": {"name": _NAME}}]
    return {
        "restartPolicy": "Never",
        "terminationGracePeriodSeconds": 60,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": _USER,
            "runAsGroup": _USER,
            "fsGroup": _USER,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [container],
        "volumes": [
            {"name": "rooms", "persistentVolumeClaim": {"claimName": "dataroom-rooms", "readOnly": True}},
            {"name": "results", "persistentVolumeClaim": {"claimName": "dataroom-results"}},
            {"name": "state", "persistentVolumeClaim": {"claimName": "dataroom-state"}},
            {"name": "config", "configMap": {"name": _NAME}},
            {"name": "tmp", "emptyDir": {}},
        ],
    }


def _mounts(plan: Plan) -> list[dict[str, Any]]:
    rooms = [
        {
            "name": "rooms",
            "mountPath": str(folder),
            "subPath": folder.as_posix().strip("/").replace("/", "--"),
            "readOnly": True,
        }
        for folder in _folders(plan)
    ]
    return [
        *rooms,
        {"name": "results", "mountPath": str(plan.loaded.out)},
        {"name": "state", "mountPath": str(plan.state)},
        {"name": "config", "mountPath": str(plan.loaded.file), "subPath": "nightly.toml", "readOnly": True},
        {"name": "tmp", "mountPath": "/tmp"},  # noqa: S108 - of the pod, its own
    ]


def _folders(plan: Plan) -> list[Path]:
    """Give the folders in which lie the rooms, their profiles and all that is read beside them; none in another."""
    found = sorted({place.parent for place in (*plan.rooms, *plan.consulted)})
    kept: list[Path] = [folder for folder in found if not any(other in folder.parents for other in found)]
    if any(len(folder.parts) < 2 for folder in kept):
        raise UsageError(
            "rooms: expected all that is read inside folders that a claim can be mounted at, got one beside the root"
        )
    return kept


def _policy(plan: Plan) -> dict[str, Any]:
    out: list[dict[str, Any]] = []
    if plan.needs_network:
        ports = sorted(
            {
                443,
                *(
                    mail.port or {"starttls": 587, "tls": 465, "none": 25}[mail.security]
                    for mail in plan.loaded.config.mail
                ),
            }
        )
        out = [
            {"ports": [{"protocol": "TCP", "port": port} for port in ports]},
            {"ports": [{"protocol": "UDP", "port": 53}]},
        ]
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": _NAME},
        "spec": {
            "podSelector": {"matchLabels": {"app": _NAME}},
            "policyTypes": ["Ingress", "Egress"],
            "ingress": [],
            "egress": out,
        },
    }
