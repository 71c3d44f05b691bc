/** The script of the page: zoom, cursor, values under the pointer, sound. Without it the picture still stands. */
export const REPORT_SCRIPT = `
'use strict';
const data=JSON.parse(document.querySelector('#readings').textContent);
const find=(selector)=>document.querySelector(selector);
const box=find('.scroll'),lanes=find('.lanes'),slider=find('.zoom input'),readout=find('.readout');
const sounds=[...document.querySelectorAll('audio')];const sound=sounds[0],play=find('.play');
const mostZoom=Math.max(4,data.durationMs/5000);
let zoom=1,atMs=0;
const gutter=()=>find('.gutter').offsetWidth;
const plotWidth=()=>lanes.clientWidth-gutter();
const clock=(ms)=>Math.floor(ms/60000)+':'+(ms%60000/1000).toFixed(1).padStart(4,'0');
const minus=(text)=>text.replace('-','\\u2212');

function zoomTo(wanted,x){
  const share=(box.scrollLeft+x-gutter())/plotWidth();
  zoom=Math.min(mostZoom,Math.max(1,wanted));
  lanes.style.setProperty('--zoom',zoom);
  lanes.classList.toggle('near',zoom>=5);
  slider.value=Math.log(zoom)/Math.log(mostZoom);
  box.scrollLeft=share*plotWidth()+gutter()-x;
}
const cursorX=()=>gutter()+atMs/data.durationMs*plotWidth()-box.scrollLeft;
const zoomAtCursor=(wanted)=>{const x=cursorX();zoomTo(wanted,x<gutter()||x>box.clientWidth?(gutter()+box.clientWidth)/2:x);};

function show(ms){
  atMs=Math.min(data.durationMs,Math.max(0,ms));
  lanes.style.setProperty('--at',atMs/data.durationMs);
  const step=Math.floor(atMs/data.stepMs);
  const said=data.bands.map(({name,spans})=>[name,spans.filter(([from,to])=>atMs>=from&&atMs<to).map(([,,what])=>what).join(', ')]);
  const values=data.series.map(({name,unit,semitones,values})=>{
    const value=values[step];
    if(value===null||value===undefined)return [name,''];
    const interval=semitones?' \\u00b7 '+(12*Math.log2(value/27.5)).toFixed(1)+'\\u00a0'+semitones:'';
    return [name,minus(value+unit)+interval];
  });
  readout.replaceChildren(...[[readout.dataset.time,clock(atMs)],...said,...values].map(([name,value])=>{
    const item=document.createElement('span'),label=document.createElement('b');
    label.textContent=name+' ';
    item.append(label,value===''?'\\u2013':value);
    return item;
  }));
}
const msAt=(event)=>(event.clientX-lanes.getBoundingClientRect().left-gutter())/plotWidth()*data.durationMs;
const isPlaying=()=>sound!==undefined&&!sound.paused;
function seek(ms){for(const each of sounds)each.currentTime=ms/1000;show(ms);}

box.addEventListener('pointermove',(event)=>{if(!isPlaying())show(msAt(event));});
box.addEventListener('click',(event)=>{if(event.clientX-box.getBoundingClientRect().left>gutter())seek(msAt(event));});
box.addEventListener('wheel',(event)=>{
  if(!event.ctrlKey)return;
  event.preventDefault();
  zoomTo(zoom*Math.exp(-event.deltaY/200),event.clientX-box.getBoundingClientRect().left);
},{passive:false});
slider.addEventListener('input',()=>zoomAtCursor(mostZoom**slider.value));
const toggle=()=>sound&&(sound.paused?sound.play():sound.pause());
const keys={ArrowLeft:()=>seek(atMs-1000),ArrowRight:()=>seek(atMs+1000),Home:()=>seek(0),End:()=>seek(data.durationMs),'+':()=>zoomAtCursor(zoom*1.5),'=':()=>zoomAtCursor(zoom*1.5),'-':()=>zoomAtCursor(zoom/1.5),' ':toggle};
box.addEventListener('keydown',(event)=>{
  if(event.target!==box||event.ctrlKey||event.metaKey||event.altKey||!Object.hasOwn(keys,event.key))return;
  event.preventDefault();
  keys[event.key]();
  keepInView();
});
function keepInView(){
  const x=cursorX();
  if(x<gutter()||x>box.clientWidth-8)box.scrollLeft+=x-gutter()-box.clientWidth/8;
}

for(const each of sounds){
  const open=each.parentElement.querySelector('.open');
  const ask=()=>{each.hidden=true;open.hidden=false;play.hidden=true;};
  each.addEventListener('error',ask);
  if(each.error!==null)ask();
  open.querySelector('input').addEventListener('change',(event)=>{
    const [file]=event.target.files;
    if(file===undefined)return;
    each.src=URL.createObjectURL(file);
    each.hidden=false;open.hidden=true;
    play.hidden=sounds.some(({hidden})=>hidden);
  });
}
if(sound!==undefined){
  const others=sounds.slice(1);
  const follow=()=>{for(const other of others)if(Math.abs(other.currentTime-sound.currentTime)>.15)other.currentTime=sound.currentTime;};
  sound.addEventListener('play',()=>{follow();for(const other of others)other.play().catch(()=>{});move();});
  sound.addEventListener('pause',()=>{for(const other of others)other.pause();});
  sound.addEventListener('seeked',()=>{follow();show(sound.currentTime*1000);});
  const named=()=>{play.textContent=sound.paused?play.dataset.play:play.dataset.pause;};
  for(const change of ['play','pause','ended'])sound.addEventListener(change,named);
  play.addEventListener('click',toggle);
  const move=()=>{if(!isPlaying())return;follow();show(sound.currentTime*1000);keepInView();requestAnimationFrame(move);};
}
show(0);
`;
