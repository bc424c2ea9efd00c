"""What conclusions and rows without a name of their own are called by: what they are about."""

from __future__ import annotations

from collections.abc import Mapping

from kg.vocab import VPO

ABOUT: Mapping[str, tuple[str, ...]] = {
    VPO.Tenure: (VPO.holder, VPO.post),
    VPO.Succession: (VPO.earlierTenure, VPO.laterTenure),
    VPO.CoTenure: (VPO.tiedPerson, VPO.organization),
    VPO.Crowd: (VPO.organization,),
    VPO.ClusterMembership: (VPO.memberUnit, VPO.cluster, VPO.year),
    VPO.ClusterLeadership: (VPO.leader, VPO.cluster, VPO.year),
    VPO.ClusterChange: (VPO.memberUnit, VPO.memberChange, VPO.cluster, VPO.yearTo),
    VPO.ClusterYear: (VPO.cluster, VPO.year),
    VPO.ClusterRoster: (VPO.cluster, VPO.year),
    VPO.DocumentLifecycle: (VPO.document, VPO.lifecycleStep, VPO.stepDate),
    VPO.CitedTogether: (VPO.pairedDocument,),
    VPO.Conflict: (VPO.conflictKind, VPO.concerns),
    VPO.UnitChange: (VPO.resultingUnit, VPO.effectiveDate),
    VPO.EventLink: (VPO.linkOf,),
    VPO.PersonLink: (VPO.compared,),
}
"""The properties whose values together name a thing of a class."""
