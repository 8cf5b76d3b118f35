using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>Who may trade the account.</summary>
internal static class RoleItem
{
    public static StorageItem Of(StorageView? storage) =>
        storage is null ? new("role", "Role", Shown.Unknown("The engine has not reported its role.")) : new("role", "Role", ValueOf(storage), DetailOf(storage));

    private static Shown ValueOf(StorageView storage) => (storage.Role, storage.Lease) switch
    {
        (EngineRole.Leader, LeaseState.Held) => new("LEADER", Tone.Plain, "This instance holds the lease and trades."),
        (EngineRole.Leader, _) => new("LEADER, lease not held", Tone.Danger, "Role and lease contradict each other; entries are denied."),
        (EngineRole.Standby, LeaseState.Unproven) => new("STANDBY, lease unproven", Tone.Danger, "Nobody answers for the lease: no entries and no cancels; exits, protective stops and STOP go on."),
        (EngineRole.Standby, LeaseState.Held) => new("STANDBY, taking over", Tone.Caution, "This instance holds the lease and waits until nobody else can act any more."),
        (EngineRole.Standby, _) => new("STANDBY", Tone.Caution, "Another instance trades, or may; this one opens nothing."),
        _ => Shown.Unknown("The engine names a role that this screen does not know."),
    };

    private static string DetailOf(StorageView storage)
    {
        var epoch = storage.Epoch > 0 ? "epoch " + storage.Epoch.ToString(CultureInfo.InvariantCulture) : "no epoch yet";
        var holder = string.IsNullOrWhiteSpace(storage.Holder) ? "holder unknown" : $"held by {storage.Holder}";
        var left = storage.Lease != LeaseState.Held ? "not ours"
            : storage.LeaseLeft is { } time ? $"{Times.Duration(time)} left"
            : "cannot run out";
        return $"{epoch} · {left} · {holder}";
    }
}
