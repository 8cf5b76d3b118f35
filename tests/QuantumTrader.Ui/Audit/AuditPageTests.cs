using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Pages.Audit;

namespace QuantumTrader.Ui.Audit;

public sealed class AuditPageTests : ScreenTest, IAuditDesk
{
    private readonly MemoryAudit _audit = new();
    private AuditVerdict _verdict = new(3, null, 2);
    private Exception? _failure;

    private protected override void AddServices(IServiceCollection services) => services.AddSingleton<IAuditDesk>(this);

    [Fact]
    public async Task Audit_Records_AreShownNewestFirstWithTheirWords()
    {
        await WriteAsync(2, "anna", "emergency.stop");
        var rows = Screen.Render<AuditPage>().FindAll("[data-qt-audit] tbody tr");

        Assert.Equal(["2", "1"], rows.Select(row => row.QuerySelector("th")!.TextContent));
        Assert.All(["anna", "emergency.stop", "Done", "2026-03-02 10:52:07 UTC", "127.0.0.1"], text => Assert.Contains(text, rows[0].TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_HostileTexts_AreTextAlone()
    {
        await _audit.AppendAsync(new AuditEntry(Guid.Empty, Pictures.At, Hostile.Text, "Person", "x", AuditResult.Refused) { Target = Hostile.Text, Reason = Hostile.Text, Detail = Hostile.Text, Before = Hostile.Text }, default);
        var page = Screen.Render<AuditPage>();

        Assert.Empty(page.FindAll("script, img"));
        Assert.Equal(5, page.Find("[data-qt-audit] tbody tr").TextContent.Split(Hostile.Shown).Length - 1);
    }

    [Fact]
    public async Task Audit_MoreThanAPage_IsTurnedOverAndBack()
    {
        await WriteAsync(120, "anna", "emergency.stop");
        var page = Screen.Render<AuditPage>();
        Assert.Equal(("120", 50), (First(page), Rows(page)));

        page.Find("[data-qt-older]").Click();
        page.Find("[data-qt-older]").Click();
        Assert.Equal(("20", 20), (First(page), Rows(page)));
        Assert.True(page.Find("[data-qt-older]").HasAttribute("disabled"));

        page.Find("[data-qt-newer]").Click();
        Assert.Equal(("70", 50), (First(page), Rows(page)));
    }

    [Fact]
    public async Task Audit_Filtered_FindsByWhoAndActionBeyondTheFirstBlock()
    {
        await WriteAsync(1, "Bob", "emergency.reset");
        await WriteAsync(600, "anna", "emergency.stop");
        var page = Screen.Render<AuditPage>();
        page.Find("[data-qt-actor]").Change("bob");
        page.Find("[data-qt-action]").Change("reset");

        page.Find(".qt-filter").Submit();

        Assert.Equal(("1", 1), (First(page), Rows(page)));
    }

    [Fact]
    public async Task Verify_Sound_SaysHowMuchWasChecked()
    {
        await WriteAsync(1, "anna", "x");
        var page = Screen.Render<AuditPage>();
        page.Find("[data-qt-verify]").Click();
        Assert.Contains("Sound 3 records", page.Find("[data-qt-verdict]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Broken_NamesTheFirstBadRecord()
    {
        await WriteAsync(1, "anna", "x");
        _verdict = new(7, "record 7 was changed after it was written", 0);
        var page = Screen.Render<AuditPage>();
        page.Find("[data-qt-verify]").Click();
        Assert.Contains("BROKEN First fault: record 7 was changed", page.Find("[data-qt-verdict]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Operator)]
    public void Audit_RoleMissing_SaysWhyAndShowsNothing(Roles roles)
    {
        Who.Caller = Callers.Person(roles);
        var page = Screen.Render<AuditPage>();

        Assert.Contains("Refused (ROLE_MISSING): audit.see needs the role Risk or Admin", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
        Assert.True(page.Find("[data-qt-verify]").HasAttribute("disabled"));
    }

    [Fact]
    public void Audit_Unreadable_IsNotAnEmptyList()
    {
        _failure = new AuditUnavailableException("the disk is gone");
        var page = Screen.Render<AuditPage>();

        Assert.Contains("the disk is gone", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No record", page.Markup, StringComparison.Ordinal);
    }

    async Task<Guarded<IReadOnlyList<AuditRecord>>> IAuditDesk.ReadAsync(Caller caller, long? beforeSeq, int countMax, CancellationToken stopping) =>
        _failure is not null ? throw _failure
        : ActionMatrix.Refusal(caller, AccessAction.SeeAudit, Clock.GetUtcNow(), TimeSpan.FromMinutes(5)) is { } refusal ? new Guarded<IReadOnlyList<AuditRecord>>.Refused(refusal)
        : new Guarded<IReadOnlyList<AuditRecord>>.Done(await _audit.ReadAsync(beforeSeq, countMax, stopping));

    Task<Guarded<AuditVerdict>> IAuditDesk.VerifyAsync(Caller caller, CancellationToken stopping) => Task.FromResult<Guarded<AuditVerdict>>(new Guarded<AuditVerdict>.Done(_verdict));

    Task<Guarded<IAsyncEnumerable<string>>> IAuditDesk.ExportAsync(Caller caller, CancellationToken stopping) => throw new NotSupportedException();

    private static string First(IRenderedComponent<AuditPage> page) => page.Find("[data-qt-audit] tbody th").TextContent;

    private static int Rows(IRenderedComponent<AuditPage> page) => page.FindAll("[data-qt-audit] tbody tr").Count;

    private async Task WriteAsync(int count, string actor, string action)
    {
        for (var i = 0; i < count; i++)
        {
            await _audit.AppendAsync(new AuditEntry(Guid.Empty, Pictures.At, actor, "Person", action, AuditResult.Done) { From = "127.0.0.1" }, default);
        }
    }
}
