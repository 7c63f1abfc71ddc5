using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Datasets;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Images;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Landmarks;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Programme;
using AnnotationHub.Web.Projects;
using AnnotationHub.Web.Quality;
using AnnotationHub.Web.Supervision;
using AnnotationHub.Web.Tasks;
using AnnotationHub.Web.Trail;

NativeHeaps.Limit();
if (await Subcommands.RunWithoutHostAsync(args, CancellationToken.None) is { } status) return status;

// Any first word that is no option is an operator's subcommand (see Operations); without one the program serves.
var builder = WebApplication.CreateBuilder(Subcommands.OptionsOf(args));
builder.AddHosting();
builder.AddStorage();
builder.AddBackplane();
builder.AddAccounts();
builder.AddProjects();
builder.AddLandmarks();
builder.AddImages();
builder.AddTasks();
builder.AddLabeling();
builder.AddQuality();
builder.AddEarnings();
builder.AddDatasets();
builder.AddSupervision();
builder.AddProgramme();
builder.AddTrail();

var app = builder.Build();
if (Subcommands.Find(args) is { } subcommand) return await subcommand.RunAsync(app, args[1..], CancellationToken.None);

await app.PrepareStorageAsync();
await app.PrepareImagesAsync();
await app.PrepareAccountsAsync();
app.UseHosting();
app.MapHosting();
app.MapAccounts();
app.MapLandmarks();
app.MapProjects();
app.MapImages();
app.MapTasks();
app.MapLabeling();
app.MapQuality();
app.MapEarnings();
app.MapDatasets();
app.MapSupervision();
app.MapProgramme();
app.MapTrail();
await app.RunAsync();
return 0;

/// <summary>Visible to the test host.</summary>
public partial class Program;
