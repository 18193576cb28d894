"""What a file of settings from somebody else could try, each with words of the message that refuses it."""

GOOD = "# a run\ndefaults: [project_schema, common, policy: training, _self_]\nmonths: 3\ndraws: 2\n\n"

BOMB = "parameters:\n  a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"  {new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in ("ab", "bc", "cd", "de", "ef", "fg", "gh")
)

# what somebody tries → lines after GOOD (the first is line 6), words of the message
ATTACKS = {
    "a callback that unpickles": (
        "hydra:\n  callbacks:\n    x:\n      _target_: pandas.read_pickle\n      _args_: [../received/x.pkl]",
        ["line 6: hydra:", "line 9: hydra.callbacks.x._target_:", "_args_:"],
    ),
    "a launcher that unpickles": (
        "hydra: {launcher: {_target_: pandas.read_pickle}}",
        ["hydra.launcher._target_"],
    ),
    "a search path": ("hydra: {searchpath: [file:///tmp]}", ["line 6: hydra:"]),
    "a search path by itself": ("searchpath: [file:///tmp]", ["searchpath: there is no such setting"]),
    "variables put into jobs": ("hydra: {job: {env_copy: [SECRET]}}", ["hydra:"]),
    "Hydra with dots": (
        "hydra.callbacks.x._target_: pandas.read_pickle",
        ["hydra.callbacks.x._target_:"],
    ),
    "Hydra as a group": ("hydra/callbacks: x", ["hydra/callbacks:"]),
    "Hydra further down": ("environment: {hydra: {x: 1}}", ["environment.hydra:"]),
    "Hydra behind what nobody sees": ('"hy\\u200bdra": {x: 1}', ["hydra: this is a word of Hydra's"]),
    "an object in a mapping": (
        "organisation: {_target_: pandas.read_pickle}",
        ["organisation._target_:"],
    ),
    "an object in a list": ("held_fixed: [{_target_: os.mkdir}]", ["held_fixed[0]._target_:"]),
    "an object in a policy": (
        "policy: {name: x, levers: {a: {cost: {_partial_: true}}}}",
        ["policy.levers.a.cost._partial_:"],
    ),
    "an object behind an anchor": (
        "parameters: &a {_target_: x}\norganisation: {<<: *a}",
        ["line 6: parameters._target_:", "organisation._target_:"],
    ),
    "words of instantiation": (
        "parameters: {_recursive_: 1, _convert_: all}",
        ["_recursive_:", "_convert_:"],
    ),
    "a variable": ("name: ${oc.env:SECRET}", ["line 6: name: found '${oc.env:SECRET}'"]),
    "a variable in a text": ('name: "x ${oc.env:SECRET} y"', ["name: found"]),
    "a variable in a mapping": ("organisation: {name: '${oc.env:SECRET}'}", ["organisation.name: found"]),
    "a variable in a list": ("held_fixed: [a, '${oc.env:SECRET}']", ["held_fixed[1]: found"]),
    "a variable in a key": ("parameters: {'${oc.env:SECRET}': 1}", ["in a name"]),
    "a variable behind an anchor": (
        "parameters: &a {x: '${oc.env:SECRET}'}\nenvironment: *a",
        ["parameters.x: found", "environment.x"],
    ),
    "a variable in a long text": ("name: |\n  first\n  ${oc.env:SECRET}", ["name: found"]),
    "a variable in a folded text": ("name: >-\n  ${oc.env:\n  SECRET}", ["name: found"]),
    "a reference in a reference": ("name: ${oc.decode:${oc.env:SECRET}}", ["name: found"]),
    "a reference with a backslash": ("name: \\${oc.env:SECRET}", ["name: found"]),
    "a reference spelt by codes": ('name: "\\u0024\\x7boc.env:SECRET}"', ["name: found"]),
    "Hydra's own values": ("name: ${hydra:runtime.cwd}", ["name: found"]),
    "another setting's value": ("reading: ${posterior.reading}", ["reading: found"]),
    "an object of Python": ("name: !!python/object/apply:os.mkdir [executed]", ["line 6", "tag"]),
    "a module of Python": ("name: !!python/module:os", ["line 6", "tag"]),
    "a path of Python": ("output: !!python/object/apply:pathlib.Path [x]", ["line 6", "tag"]),
    "a tag of its own": ("name: !secret x", ["line 6", "tag"]),
    "anchors that multiply": (BOMB, ["config.yaml", "anchors"]),
    "an anchor in itself": ("parameters: &a {x: *a}", ["config.yaml", "anchors"]),
    "a nest without end": ("parameters: " + "[" * 3_000, ["nested"]),
    "a key twice": ("months: 12", ["line 6", "'months' stands there twice"]),
    "a second document": ("---\nhydra: {}", ["another document"]),
    "a directive": ("# @package hydra.callbacks", ["line 6: found '@package hydra.callbacks'"]),
    "a directive at the root": ("#@package _global_", ["line 6: found '@package _global_'"]),
    "an unknown setting": ("mnths: 12", ["line 6: mnths: there is no such setting", "mean 'months'?"]),
    "an unknown setting in a group": (
        "environment: {labour_market: {quit_ration: 1}}",
        ["environment.labour_market.quit_ration", "Did you mean 'quit_ratio'?"],
    ),
    "an unknown setting of a lever": (
        "policy: {name: x, levers: {a: {kind: wellness, cost: {fixd: 1}}}}",
        ["policy.levers.a.cost.fixd", "Did you mean 'fixed'?"],
    ),
    "an unknown setting of the organisation": (
        "organisation: {pth: x}",
        ["organisation.pth", "Did you mean 'path'?"],
    ),
    "a formula as a lever's label": (
        "policy: {name: x, levers: {'=cmd|x': {kind: wellness, intensity: 1}}}",
        ["policy.levers.=cmd|x: a name cannot begin with ="],
    ),
    "a setting without a name": ("~: 1", ["config.yaml", "needs a name"]),
    "a list as a name": ("? [a]\n: 1", ["a key must be a text"]),
}

# what somebody tries → an entry of `defaults`
DEFAULTS = {
    "Hydra's launcher": "hydra/launcher: joblib",
    "Hydra's launcher, overridden": "override hydra/launcher: joblib",
    "a file of Hydra's": "hydra/config",
    "an option that need not exist": "optional policy: guardrails",
    "an option somewhere else": "policy@hydra.callbacks: guardrails",
    "a file somewhere else": "common@hydra",
    "a file above": "../received/other",
    "an option above": "policy: ../../received/other",
    "an option by its whole path": "policy: /etc/other",
    "an absolute group": "/policy: guardrails",
    "another source": "file:///etc/other",
    "a package": "pkg://tandem.configs/common",
    "a reference": "policy: ${oc.env:SECRET}",
    "a reference as a file": "${oc.env:SECRET}",
    "several options": "policy: [guardrails, training]",
    "an unknown group": "wellbeing: x",
    "an unknown option": "policy: guardrial",
    "another schema": "common_schema",
    "nothing": "null",
    "two in one": "{policy: guardrails, organisation: table}",
}
