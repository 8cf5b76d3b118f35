using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Alerts;
using QuantumTrader.Web.Ui.Events;

namespace QuantumTrader.Unit.Identity;

/// <summary>
/// Every method of every service that takes a caller, called directly with every kind of caller and every set of roles. A new method
/// that is not in the table fails the first test.
/// </summary>
public sealed class ServiceMatrixTests : IAsyncDisposable
{
    private const Roles O = Roles.Operator;
    private const Roles R = Roles.Risk;
    private const Roles A = Roles.Admin;
    private static readonly Guid Id = new(0xC, 0, 0, new byte[8]);

    // The roles stand here once more, so that a slip in the matrix shows.
    private static readonly Dictionary<string, Rule> Table = new(StringComparer.Ordinal)
    {
        ["ITradingControl.StopAsync"] = new(O | R | A) { Scope = ApiScopes.EssActivate, Host = true },
        ["ITradingControl.ResetAsync"] = new(R) { Scope = ApiScopes.EssReset, Fresh = true },
        ["IStopControl.LookAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IStopControl.PreviewAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IStopControl.DrillAsync"] = new(O | R | A) { Scope = ApiScopes.EssActivate },
        ["IStopControl.ReadRunAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IStopControl.AnnulAsync"] = new(R) { Scope = ApiScopes.EssReset, Fresh = true },
        ["IPolicyControl.PreviewAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IPolicyControl.HistoryAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IPolicyControl.DryRunAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IPolicyControl.ChangeAsync"] = new(R) { Scope = ApiScopes.PolicyChange, Fresh = true }, // here a loosening
        ["IPolicyControl.StopNewTradesAsync"] = new(O | R | A) { Scope = ApiScopes.PolicyChange },
        ["IUserControl.ListAsync"] = new(A),
        ["IUserControl.CreateAsync"] = new(A) { Fresh = true },
        ["IUserControl.SetRolesAsync"] = new(A) { Fresh = true },
        ["IUserControl.SetDisabledAsync"] = new(A) { Fresh = true },
        ["IUserControl.IssueLinkAsync"] = new(A) { Fresh = true },
        ["IUserControl.ListSessionsAsync"] = new(A),
        ["IUserControl.EndSessionsAsync"] = new(A) { Fresh = true },
        ["IKeyControl.ListAsync"] = new(A),
        ["IKeyControl.CreateAsync"] = new(A) { Fresh = true },
        ["IKeyControl.RevokeAsync"] = new(A) { Fresh = true },
        ["IApprovalControl.RequestAsync"] = new(R) { Scope = ApiScopes.EssReset, Fresh = true }, // as the action that is asked for, here the reset
        ["IApprovalControl.DecideAsync"] = new(R) { Fresh = true },
        ["IApprovalControl.WithdrawAsync"] = new(RoleNames.All),
        ["IApprovalControl.ListAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IAuditDesk.ReadAsync"] = new(R | A) { Scope = ApiScopes.AuditRead },
        ["IAuditDesk.VerifyAsync"] = new(R | A) { Scope = ApiScopes.AuditRead },
        ["IAuditDesk.ExportAsync"] = new(R | A) { Scope = ApiScopes.AuditRead },
        ["IEntrySwitchControl.SwitchOnAsync"] = new(R) { Fresh = true },
        ["IManualCloseControl.SeeClosedAsync"] = new(O | R | A),
        ["IAlertControl.ListAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
        ["IAlertControl.AcknowledgeAsync"] = new(O | R | A) { Scope = ApiScopes.AlertsAcknowledge },
        ["IAlertControl.SendAgainAsync"] = new(O | R | A),
        ["IDeadLetterActions.RetryAsync"] = new(O | R | A),
        ["IDeadLetterActions.RetryAllAsync"] = new(O | R | A),
        ["IEventTail.ReadAsync"] = new(RoleNames.All) { Scope = ApiScopes.TradingRead },
    };

    // These ask who it is and not what that may do: tested with sign-in and the own account.
    private static readonly Type[] Elsewhere = [typeof(IAccessGate), typeof(IAccountControl)];

    private readonly GateBench _bench = new();
    private readonly FakeIdentity _identity = new();
    private readonly FakeTrading _trading = new();
    private FakePolicyActions _policy = new();
    private readonly HashingJournal _journal = new();
    private readonly TempFolder _folder = new();
    private readonly ConsoleDatabase _console;
    private readonly AlertBoard _alerts;

    public ServiceMatrixTests()
    {
        _console = new(new ConsoleOptions(), _folder.Path);
        _alerts = new(new SeededIds(3), _bench.Time);
    }

    public ValueTask DisposeAsync()
    {
        _journal.Dispose();
        _console.Dispose();
        _folder.Dispose();
        return _bench.DisposeAsync();
    }

    [Fact]
    public void Methods_ThatTakeACaller_AreAllInTheTable()
    {
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), Methods.Select(NameOf).Order(StringComparer.Ordinal));
        Assert.Empty(typeof(IAccessGate).Assembly.GetTypes().Where(t => t.IsInterface && TakesCaller(t)).Except(Interfaces).Except(Elsewhere));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Service_AsAnyPerson_DoesWhatTheTableSays(string name)
    {
        foreach (var roles in Callers.RoleSets)
        {
            var may = (roles & Table[name].Roles) != 0;
            await ExpectAsync(name, _bench.Fresh(roles), may);
            await ExpectAsync(name, Callers.Person(roles), may && !Table[name].Fresh);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Service_AsAnyKey_DoesWhatTheTableSays(string name)
    {
        foreach (var (roles, scopes) in Callers.RoleSets.SelectMany(r => Callers.ScopeSets.Select(s => (r, s))))
        {
            var may = (roles & Table[name].Roles) != 0 && Table[name].Scope is { } scope && (scopes & scope) != 0;
            await ExpectAsync(name, Callers.Key(roles, scopes), may && !Table[name].Fresh);
            await ExpectAsync(name, Callers.Key(roles, scopes) with { FreshAtUtc = _bench.Time.GetUtcNow(), IsFreshByTotp = true }, may);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task Service_AsNobody_DoesNothing(string name) =>
        ExpectAsync(name, Caller.Anonymous with { Roles = RoleNames.All, Scopes = (ApiScopes)63, FreshAtUtc = _bench.Time.GetUtcNow(), IsFreshByTotp = true }, may: false);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Service_OnTheHost_DoesWhatTheTableSays(string name) => ExpectAsync(name, Caller.OnHost("root (command line)"), Table[name].Host);

    public static TheoryData<string> Names => [.. Table.Keys];

    private static IEnumerable<Type> Interfaces =>
        typeof(IAccessGate).Assembly.GetTypes().Where(t => t.IsInterface && t.Namespace == typeof(IAccessGate).Namespace).Except(Elsewhere).Concat([typeof(IDeadLetterActions), typeof(IEventTail)]);

    private static IEnumerable<MethodInfo> Methods => Interfaces.SelectMany(t => t.GetMethods()).Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(Caller)));

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool TakesCaller(Type type) => type.GetMethods().Any(m => m.GetParameters().Any(p => p.ParameterType == typeof(Caller)));

    private async Task ExpectAsync(string name, Caller caller, bool may)
    {
        var method = Methods.Single(m => NameOf(m) == name);
        _identity.Touched.Clear();
        _trading.Stops.Clear();
        _trading.Resets.Clear();
        _trading.Others.Clear();
        _bench.Approvals.Calls.Clear();
        _policy = new();
        var answered = (Task)method.Invoke(ServiceFor(method.DeclaringType!), [.. method.GetParameters().Select(p => ArgumentFor(p, caller))])!;
        await answered;
        var answer = answered.GetType().GetProperty("Result")!.GetValue(answered)!;

        var isDone = answer.GetType().Name.StartsWith("Done", StringComparison.Ordinal);
        Assert.True(isDone == may, $"{name} as {caller.Kind} with {caller.Roles} and {caller.Scopes}, fresh {caller.FreshAtUtc}: {answer}");
        if (!may)
        {
            string[] touched = [.. _identity.Touched, .. _bench.Approvals.Calls, .. _trading.Stops.Select(s => s.By), .. _trading.Resets.Select(r => r.By), .. _trading.Others, .. _policy.Written.Select(p => p.UpdatedBy)];
            Assert.Empty(touched);
        }
    }

    private object ServiceFor(Type type) => type.Name switch
    {
        nameof(ITradingControl) => _bench.TradingControl(_trading, _policy),
        nameof(IStopControl) => new StopControl(_bench.Gate, _trading, _bench.Time),
        nameof(IPolicyControl) => _bench.PolicyControl(_policy),
        nameof(IUserControl) => new UserControl(_bench.Gate, _identity, _identity, _identity),
        nameof(IKeyControl) => new KeyControl(_bench.Gate, _identity, _identity),
        nameof(IApprovalControl) => new ApprovalControl(_bench.Gate, _bench.Deeds, _bench.Refusals, _bench.Approvals),
        nameof(IAuditDesk) => new AuditDesk(_bench.Gate, _bench.Deeds, _bench.Refusals, _bench.Audit, new AuditVerifier(_bench.Audit, _ => [])),
        nameof(IEntrySwitchControl) => new EntrySwitchControl(_bench.Gate, (symbol, side, by, _) =>
        {
            _identity.Touched.Add($"{by} switched {side} {symbol} on");
            return Task.FromResult<string?>(null);
        }),
        nameof(IManualCloseControl) => new ManualCloseControl(_bench.Gate, (symbol, side, by) =>
        {
            _identity.Touched.Add($"{by} saw {side} {symbol} closed");
            return Task.FromResult<string?>(null);
        }),
        nameof(IAlertControl) => new AlertControl(_bench.Gate, _alerts, new AlertTable(_console, "test"), () => [], _bench.Time),
        nameof(IDeadLetterActions) => new DeadLetterActions(new DeadLetterDesk([], new InProcessEventBus(_journal), action => Task.FromResult(action())), _bench.Gate, NullLogger<DeadLetterActions>.Instance),
        nameof(IEventTail) => new EventTail(new MemoryJournal("matrix"), _bench.Gate, TimeProvider.System),
        var unknown => throw new NotSupportedException($"Say here how {unknown} is made."),
    };

    private static object? ArgumentFor(ParameterInfo parameter, Caller caller) => parameter.ParameterType switch
    {
        var t when t == typeof(Caller) => caller,
        var t when t == typeof(CancellationToken) => CancellationToken.None,
        var t when t == typeof(string) => parameter.Name == "subscriber" ? DeadLetterDesk.Bus : "text",
        var t when t == typeof(Symbol) => Symbol.Create("BTCUSDT"),
        var t when t == typeof(OrderSide) => OrderSide.Buy,
        var t when t == typeof(PositionSide) => PositionSide.Both,
        var t when t == typeof(Guid) => Id,
        var t when t == typeof(Guid?) => null,
        var t when t == typeof(PolicyChange) => new PolicyChange.Set(new Dictionary<string, string>(StringComparer.Ordinal) { ["PriceCollar"] = "0.03" }, "why"),
        var t when t == typeof(long) => 1L,
        var t when t == typeof(long?) => null,
        var t when t == typeof(int) => 10,
        var t when t == typeof(bool) => true,
        var t when t == typeof(Roles) => Roles.Viewer,
        var t when t == typeof(ApiScopes) => ApiScopes.TradingRead,
        var t when t == typeof(TimeSpan) => TimeSpan.FromDays(1),
        var t when t == typeof(AccessAction) => AccessAction.ResetEmergency,
        var t when t == typeof(AnnulCommand) => new AnnulCommand("run", "evidence"),
        var t when t == typeof(ResetCommand) => new ResetCommand("why", true, "RESET"),
        var t => throw new NotSupportedException($"Say here what a {t.Name} is."),
    };

    private sealed record Rule(Roles Roles)
    {
        public ApiScopes? Scope { get; init; }
        public bool Fresh { get; init; }
        public bool Host { get; init; }
    }
}
